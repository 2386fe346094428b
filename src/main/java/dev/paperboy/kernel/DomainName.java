package dev.paperboy.kernel;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A domain as somebody typed it. */
public final class DomainName {

    /**
     * What Java, which knows IDNA of 2003 only, writes as other letters or leaves out: of {@code faß.example} it makes
     * {@code fass.example}, a domain that since IDNA of 2008 may have another owner (UTS 46, deviation characters).
     */
    private static final Pattern READ_IN_TWO_WAYS = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private DomainName() {}

    /** In lower-case ASCII as the DNS has it; empty when it cannot be a domain, or be two. */
    public static Optional<String> ascii(String typed) {
        if (isReadInTwoWays(typed)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(typed, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    /** Whether it has to be written as the DNS does, so that it is clear whose it is. */
    public static boolean isReadInTwoWays(String typed) {
        return READ_IN_TWO_WAYS.matcher(typed).find();
    }
}
