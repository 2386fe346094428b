package dev.paperboy.outbox;

import java.time.Instant;

/**
 * A mail that is to go out.
 *
 * @param issueId null for a notice
 * @param skipReason why there is nothing to send after all; the row is kept all the same, so that everybody in the audience is
 *     accounted for. Empty for a mail that goes out
 */
public record Entrusted(
        DeliveryKind kind, Long issueId, long readerId, Instant notBefore, Contents contents, String skipReason) {

    public static Entrusted notice(DeliveryKind kind, long readerId, Instant now) {
        return new Entrusted(kind, null, readerId, now, Contents.NONE, "");
    }

    public static Entrusted issue(long issueId, long readerId, Instant notBefore, Contents contents) {
        return new Entrusted(DeliveryKind.ISSUE, issueId, readerId, notBefore, contents, "");
    }

    public static Entrusted nothingToSend(long issueId, long readerId, Instant now, String reason) {
        return new Entrusted(DeliveryKind.ISSUE, issueId, readerId, now, Contents.NONE, reason);
    }
}
