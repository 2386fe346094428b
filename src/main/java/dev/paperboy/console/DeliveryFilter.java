package dev.paperboy.console;

import dev.paperboy.outbox.Bundle;
import dev.paperboy.outbox.DeliveryStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The part of the ledger that a page's address asks for.
 *
 * @param address as it was typed; empty for all readers
 */
record DeliveryFilter(
        Optional<DeliveryStatus> only, Optional<Bundle> bundle, String address, Optional<Long> olderThan) {

    /** Stands where an issue's id would. */
    static final String NOTICES = "notices";

    /** Words that mean nothing are left out, so that an old address still shows a page. */
    static DeliveryFilter of(
            Optional<String> status, Optional<String> issue, Optional<String> address, Optional<String> before) {
        return new DeliveryFilter(
                status.flatMap(word -> Arrays.stream(DeliveryStatus.values())
                        .filter(known -> known.word().equals(word))
                        .findFirst()),
                issue.flatMap(DeliveryFilter::bundle),
                address.orElse("").strip(),
                number(before));
    }

    static Optional<Bundle> bundle(String typed) {
        return typed.equals(NOTICES)
                ? Optional.of(new Bundle.Notices())
                : number(Optional.of(typed)).map(Bundle.OfIssue::new);
    }

    static Optional<Long> number(Optional<String> typed) {
        return typed.filter(digits -> digits.matches("\\d{1,18}")).map(Long::valueOf);
    }

    /** What is in doubt of these mails. */
    static DeliveryFilter doubts(Bundle bundle) {
        return new DeliveryFilter(Optional.of(DeliveryStatus.UNCERTAIN), Optional.of(bundle), "", Optional.empty());
    }

    List<DeliveryStatus> statuses() {
        return only.map(List::of).orElse(List.of(DeliveryStatus.values()));
    }

    /** The mails whose doubts are shown, where it is all doubts of an issue or of the notices, on this page or on others. */
    Optional<Bundle> doubted() {
        return bundle.filter(mails -> hasDoubtsOnly());
    }

    boolean hasDoubtsOnly() {
        return address.isEmpty()
                && only.filter(DeliveryStatus.UNCERTAIN::equals).isPresent();
    }

    DeliveryFilter before(long id) {
        return new DeliveryFilter(only, bundle, address, Optional.of(id));
    }

    DeliveryFilter newest() {
        return new DeliveryFilter(only, bundle, address, Optional.empty());
    }

    String status() {
        return only.map(DeliveryStatus::word).orElse("");
    }

    String issue() {
        return bundle.map(DeliveryFilter::word).orElse("");
    }

    static String word(Bundle bundle) {
        return switch (bundle) {
            case Bundle.OfIssue(long issueId) -> String.valueOf(issueId);
            case Bundle.Notices() -> NOTICES;
        };
    }

    boolean isOpen() {
        return only.isEmpty() && bundle.isEmpty() && address.isEmpty() && olderThan.isEmpty();
    }

    String query() {
        return "status=" + status() + "&issue=" + issue() + "&address="
                + URLEncoder.encode(address, StandardCharsets.UTF_8)
                + olderThan.map(id -> "&before=" + id).orElse("");
    }
}
