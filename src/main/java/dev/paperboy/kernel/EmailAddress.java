package dev.paperboy.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address, in the form in which it is compared and stored: no surrounding blanks, the domain in lower-case ASCII
 * (IDNA), the local part in lower case, because no provider that readers use tells the two apart and a second copy hurts more.
 *
 * <p>The grammar is the dot-atom of RFC 5321 §4.1.2 with UTF-8 letters (RFC 6531); quoted local parts and address literals
 * are refused. At most 64 octets before the sign and 254 in all (RFC 5321 §4.5.3.1).
 */
public record EmailAddress(String value) {

    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public EmailAddress {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("not a mail address: " + value);
        }
    }

    /** Reads what somebody typed; empty when it cannot be an address. */
    public static Optional<EmailAddress> parse(String typed) {
        if (typed == null || typed.length() > 320) {
            return Optional.empty();
        }
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return Optional.empty();
        }
        String canonical = text.substring(0, at).toLowerCase(Locale.ROOT) + "@"
                + DomainName.ascii(text.substring(at + 1)).orElse("");
        return isCanonical(canonical) ? Optional.of(new EmailAddress(canonical)) : Optional.empty();
    }

    /** Why {@link #parse} did not take it, where that is not plain to see: a sentence for who typed it. */
    public static Optional<String> hint(String typed) {
        return DomainName.isReadInTwoWays(typed.substring(typed.lastIndexOf('@') + 1))
                ? Optional.of("Its domain has a letter that some programs read as another, and so as somebody else’s"
                        + " domain. Write the domain in the form that begins with xn--.")
                : Optional.empty();
    }

    private static boolean isCanonical(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && text.length() <= 254
                && text.substring(0, at).getBytes(StandardCharsets.UTF_8).length <= 64
                && (isPlain(text, at)
                        || LOCAL.matcher(text.substring(0, at)).matches()
                                && DOMAIN.matcher(text.substring(at + 1)).matches());
    }

    /** Nearly every address: letters and digits with single dots and hyphens between them. Sending looks at all, so it must be quick. */
    private static boolean isPlain(String text, int at) {
        boolean between = false;
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letterOrDigit && (!between || c != '.' && c != '-' && i != at)) {
                return false;
            }
            between = letterOrDigit;
            label = c == '.' || i == at ? 0 : label + 1;
            if (label > 63) {
                return false;
            }
        }
        return between;
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
