package dev.paperboy.dkim;

import java.util.List;

/**
 * Which fields of one mail a signature covers. Most are named once more than they occur, so that none of that name can be added
 * on the way (RFC 6376 §8.15); a one-click unsubscribe counts only when both of its fields are covered (RFC 8058 §4).
 */
final class SignedHeaders {

    /** Fields that a relay has no reason to add: covered when there, and guarded when not. */
    private static final List<String> GUARDED = List.of(
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");

    private static final List<String> WHEN_THERE = List.of(
            "Content-Transfer-Encoding",
            "Sender",
            "In-Reply-To",
            "References",
            "List-Id",
            "List-Help",
            "List-Archive",
            "List-Post",
            "Feedback-ID",
            "Auto-Submitted",
            "Precedence",
            "X-Auto-Response-Suppress");

    private final HeaderFields fields = new HeaderFields();
    private final Draft content = new Draft();
    private final String[] names = new String[64];
    private int count;

    /** @param end behind the last field, before the empty line */
    void read(byte[] bytes, int start, int end) {
        fields.read(bytes, start, end);
        content.clear();
        count = 0;
        for (String name : GUARDED) {
            add(name, fields.appendAll(name, content) + 1);
        }
        for (String name : WHEN_THERE) {
            add(name, fields.appendAll(name, content));
        }
    }

    private void add(String name, int times) {
        if (times > names.length - count) {
            throw new IllegalArgumentException("too many fields are named " + name);
        }
        for (int i = 0; i < times; i++) {
            names[count++] = name;
        }
    }

    /** How many names the signature's {@code h=} lists. */
    int count() {
        return count;
    }

    String name(int index) {
        return names[index];
    }

    /** The covered fields in relaxed canonicalisation, in the order of {@code h=}. */
    Draft content() {
        return content;
    }
}
