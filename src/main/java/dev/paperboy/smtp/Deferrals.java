package dev.paperboy.smtp;

import dev.paperboy.outbox.Deferral;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whom a 4xx speaks about, by its enhanced status code and, where a server gives none, by the words of RFC 5321 and of Exim. */
final class Deferrals {

    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -][\\[(#]?(4\\.\\d{1,3}\\.\\d{1,3})\\b");

    /** Our own address, which every mail bears. */
    private static final Set<String> OUR_SENDER = Set.of("4.1.7", "4.1.8");

    private Deferrals() {}

    static Deferral of(SmtpReply reply) {
        String text = reply.text().toLowerCase(Locale.ROOT);
        if (text.contains("greylist") || text.contains("graylist")) {
            return Deferral.MAIL;
        }
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find() ? byCode(enhanced.group(1)) : byWords(reply.code(), text);
    }

    private static Deferral byCode(String code) {
        if (code.startsWith("4.3.")) {
            return Deferral.RELAY;
        }
        boolean aboutTheMail = Stream.of("4.1.", "4.2.", "4.7.").anyMatch(code::startsWith);
        return aboutTheMail && !OUR_SENDER.contains(code) ? Deferral.MAIL : Deferral.UNCLEAR;
    }

    private static Deferral byWords(int code, String text) {
        if (Stream.of("local problem", "local error", "error in processing", "system storage")
                .anyMatch(text::contains)) {
            return Deferral.RELAY;
        }
        return code == 450 ? Deferral.MAIL : Deferral.UNCLEAR;
    }
}
