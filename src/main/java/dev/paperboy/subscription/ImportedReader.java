package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import java.time.Instant;

/**
 * A good row of a file.
 *
 * @param line where it begins in the file, counted from 1
 * @param topics slugs, one a line, as they are stored
 * @param zone an id that {@link java.time.ZoneId} knows
 * @param confirmedAt null when the address has not confirmed
 */
record ImportedReader(
        int line, EmailAddress email, String topics, Frequency frequency, String zone, int hour, Instant confirmedAt) {

    ReaderStatus status() {
        return confirmedAt == null ? ReaderStatus.PENDING : ReaderStatus.ACTIVE;
    }
}
