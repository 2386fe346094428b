package dev.paperboy.rendering;

import dev.paperboy.kernel.EmailAddress;
import java.time.Instant;

/**
 * What the header of one copy needs to know of it.
 *
 * @param messageId with its angle brackets (RFC 5322 §3.6.4); the same for every attempt at the same delivery
 * @param date when it is sent
 */
public record Letterhead(EmailAddress to, String messageId, Instant date) {

    private static final int LONGEST_ID = 250;

    /** Throws {@link IllegalArgumentException} for a Message-ID that is not one. */
    public Letterhead {
        if (!isMessageId(messageId)) {
            throw new IllegalArgumentException("not a Message-ID: " + ForeignText.oneLine(messageId));
        }
    }

    private static boolean isMessageId(String id) {
        int at = id.indexOf('@');
        boolean framed = id.startsWith("<") && id.endsWith(">") && at > 1 && at < id.length() - 2;
        if (!framed || id.length() > LONGEST_ID || id.indexOf('@', at + 1) >= 0) {
            return false;
        }
        for (int i = 1; i < id.length() - 1; i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c > '~' || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }
}
