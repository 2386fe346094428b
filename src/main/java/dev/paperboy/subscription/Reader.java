package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A person with an address.
 *
 * @param key random; stands for the reader in signed links
 * @param pausedUntil the first day on which mail is welcome again; null when not paused
 * @param confirmedAt null when never confirmed
 */
public record Reader(
        long id,
        UUID key,
        EmailAddress email,
        ReaderStatus status,
        Preferences preferences,
        Wishes wishes,
        LocalDate pausedUntil,
        Instant confirmedAt) {

    /** Whether an issue may be sent to this reader on this day. */
    public boolean welcomesMailOn(LocalDate day) {
        return status == ReaderStatus.ACTIVE
                || status == ReaderStatus.PAUSED && pausedUntil != null && !day.isBefore(pausedUntil);
    }
}
