package dev.paperboy.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the ledger.
 *
 * @param issueId null for a notice
 * @param messageKey the stable part of the Message-ID
 * @param notBefore when it is tried next; null unless it waits
 * @param reply the server's words, or our reason; empty while there is none
 * @param finishedAt null while it is not finished
 * @param lease whose hands it is in; 0 for nobody's. No two leases have the same, so that what an older one says cannot hit a newer one
 */
public record Delivery(
        long id,
        DeliveryKind kind,
        Long issueId,
        long readerId,
        DeliveryStatus status,
        Contents contents,
        UUID messageKey,
        int attempts,
        Instant notBefore,
        String reply,
        Instant finishedAt,
        long lease) {

    Delivery leasedUnder(long number) {
        return new Delivery(
                id,
                kind,
                issueId,
                readerId,
                DeliveryStatus.LEASED,
                contents,
                messageKey,
                attempts,
                notBefore,
                reply,
                finishedAt,
                number);
    }
}
