package dev.paperboy.issue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Issues and days in the paths of pages. */
final class IssuePaths {

    private IssuePaths() {}

    /** Empty for a day that does not exist, such as 2026-02-30. */
    static Optional<LocalDate> day(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    static String of(Issue issue) {
        return (issue.weekly() ? "/issues/weekly/" : "/issues/") + issue.date();
    }
}
