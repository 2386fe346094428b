package dev.paperboy.issue;

import java.time.LocalDate;

/**
 * One edition.
 *
 * @param date the day it stands for, in the home zone; for a weekly issue the last day of its week
 * @param papers number of entries
 * @param note why it is held, cancelled or empty; empty otherwise
 */
public record Issue(long id, IssueKind kind, LocalDate date, IssueStatus status, int papers, String note) {

    public boolean weekly() {
        return kind == IssueKind.WEEKLY;
    }
}
