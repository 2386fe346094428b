package dev.paperboy.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A mail that is to go out.
 *
 * @param issueId null for a notice
 * @param papers positions of the issue's entries for this reader, from 1
 * @param wishes the reader's own words that an entry met, by its position
 * @param skipReason why there is nothing to send after all; the row is kept all the same, so that everybody in the audience is
 *     accounted for. Empty for a mail that goes out
 */
public record Entrusted(
        DeliveryKind kind,
        Long issueId,
        long readerId,
        Instant notBefore,
        List<Integer> papers,
        Map<Integer, String> wishes,
        String skipReason) {

    public static Entrusted notice(DeliveryKind kind, long readerId, Instant now) {
        return new Entrusted(kind, null, readerId, now, List.of(), Map.of(), "");
    }

    public static Entrusted issue(
            long issueId, long readerId, Instant notBefore, List<Integer> papers, Map<Integer, String> wishes) {
        return new Entrusted(DeliveryKind.ISSUE, issueId, readerId, notBefore, papers, wishes, "");
    }

    public static Entrusted nothingToSend(long issueId, long readerId, Instant now, String reason) {
        return new Entrusted(DeliveryKind.ISSUE, issueId, readerId, now, List.of(), Map.of(), reason);
    }
}
