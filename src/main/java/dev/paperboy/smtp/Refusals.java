package dev.paperboy.smtp;

import dev.paperboy.outbox.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a 5xx speaks about, by its enhanced status code (RFC 3463, RFC 5248) and, where a server gives none, by a few phrases that leave
 * no doubt. A doubtful one is put down to the mail: it neither costs a reader the newsletter nor stops an issue.
 */
final class Refusals {

    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -][\\[(#]?(5\\.\\d{1,3}\\.\\d{1,3})\\b");

    private static final Set<String> NOBODY_THERE = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");

    /** Our own address, which every mail of the issue bears. */
    private static final Set<String> BAD_SENDER = Set.of("5.1.7", "5.1.8");

    /** Of the policy group, but about one mailbox: its account is closed for now, or it has another owner (RFC 7293). */
    private static final Set<String> ONE_MAILBOX = Set.of("5.7.13", "5.7.17", "5.7.18");

    /** What is wrong with one mail's size or encoding, where it is said of the sender's command already (RFC 1870 §6.1, RFC 6531 §3.5). */
    private static final Pattern ABOUT_THE_MAIL = Pattern.compile("5\\.(6\\.\\d{1,3}|3\\.4|2\\.3)");

    private Refusals() {}

    static boolean isAboutTheMail(SmtpReply reply) {
        Matcher enhanced = ENHANCED.matcher(reply.text());
        return enhanced.find() ? ABOUT_THE_MAIL.matcher(enhanced.group(1)).matches() : reply.code() == 552;
    }

    static Refusal of(SmtpReply reply, Stage stage) {
        String text = reply.text();
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find()
                ? byCode(enhanced.group(1), text.toLowerCase(Locale.ROOT))
                : byWords(reply.code(), stage, text.toLowerCase(Locale.ROOT));
    }

    private static Refusal byCode(String code, String text) {
        if (code.equals("5.1.0")) {
            // Some say it of an address that they do not know, be it the reader's or ours; Postfix says it of ours.
            return text.contains("sender") ? Refusal.POLICY : Refusal.MAIL;
        }
        if (NOBODY_THERE.contains(code)) {
            return Refusal.ADDRESS;
        }
        boolean aboutUs = code.startsWith("5.7.") && !ONE_MAILBOX.contains(code) || BAD_SENDER.contains(code);
        return aboutUs ? Refusal.POLICY : Refusal.MAIL;
    }

    private static Refusal byWords(int code, Stage stage, String text) {
        if (stage == Stage.RCPT
                && (code == 550 || code == 551 || code == 553)
                && Stream.of("user unknown", "unknown user", "no such user", "user not found", "mailbox not found")
                        .anyMatch(text::contains)) {
            return Refusal.ADDRESS;
        }
        return code == 554
                        && Stream.of("spam", "policy", "blocked", "blacklist", "blocklist")
                                .anyMatch(text::contains)
                ? Refusal.POLICY
                : Refusal.MAIL;
    }
}
