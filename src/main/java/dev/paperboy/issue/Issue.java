package dev.paperboy.issue;

import java.time.LocalDate;

/**
 * One edition.
 *
 * @param date the day it stands for, in the home zone; for a weekly issue the last day of its week
 * @param papers number of entries
 * @param note why it is held, cancelled or empty; empty otherwise
 * @param remark what its readers are told about it, such as that a source was late; mostly empty
 * @param most papers that each reader gets at most, where it is the best of a week on a quiet day; otherwise 0
 */
public record Issue(
        long id, IssueKind kind, LocalDate date, IssueStatus status, int papers, String note, String remark, int most) {

    /** A short best of the week, on a day that brought nothing new. */
    public boolean bestOfWeek() {
        return most > 0;
    }

    public boolean weekly() {
        return kind == IssueKind.WEEKLY;
    }
}
