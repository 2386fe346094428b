package dev.paperboy.rendering;

import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import java.util.List;
import java.util.Locale;

/** The header fields of an issue that make it a mail of a list, but for the address to leave at. */
final class ListFields {

    /** Gmail wants the last part of a Feedback-ID to be 5 to 15 characters. */
    private static final int SHORTEST_SENDER = 5;

    private static final int LONGEST_SENDER = 15;

    private ListFields() {}

    static List<byte[]> of(Newsletter newsletter, Issue issue) {
        var host = PublicUrls.host(newsletter);
        return List.of(
                HeaderLine.plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                HeaderLine.plain("List-Id", listId(ForeignText.oneLine(newsletter.name()), host)),
                // No out-of-office replies to a list (RFC 3834 §5, and what Exchange heeds instead).
                HeaderLine.plain("Auto-Submitted", "auto-generated"),
                HeaderLine.plain("X-Auto-Response-Suppress", "OOF, AutoReply"),
                HeaderLine.plain("Precedence", "bulk"),
                HeaderLine.plain("Feedback-ID", feedbackId(newsletter, issue, host)));
    }

    /** RFC 2919; the phrase is left out where it would need encoding. */
    private static String listId(String name, String host) {
        var id = "<issues." + host + ">";
        boolean plain = name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
        return plain ? "\"" + name + "\" " + id : id;
    }

    /** Issue, list, stream, sender: by these Gmail counts complaints, so nothing in it may name a reader. */
    private static String feedbackId(Newsletter newsletter, Issue issue, String host) {
        var stream = issue.kind().name().toLowerCase(Locale.ROOT);
        var letters = newsletter.from().address().domain().replaceAll("[^a-z0-9]", "");
        var sender = letters.length() < SHORTEST_SENDER ? letters + "mail" : letters;
        return String.join(
                ":",
                issue.date().toString(),
                host,
                stream,
                sender.substring(0, Math.min(sender.length(), LONGEST_SENDER)));
    }
}
