package dev.paperboy.outbox;

import java.util.List;
import java.util.Optional;

/**
 * Which rows of the ledger are asked for.
 *
 * @param bundle empty for all issues, and the notices too
 * @param before only rows with a smaller id: what follows a page of newer ones
 */
public record DeliveryQuery(
        List<DeliveryStatus> statuses, Optional<Bundle> bundle, Optional<Long> readerId, Optional<Long> before) {}
