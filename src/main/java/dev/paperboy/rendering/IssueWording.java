package dev.paperboy.rendering;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The sentences of an issue that speak of its date and of how many papers a reader gets. */
record IssueWording(IssueKind kind, LocalDate date, boolean bestOfWeek) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);

    static IssueWording of(Issue issue) {
        return new IssueWording(issue.kind(), issue.date(), issue.bestOfWeek());
    }

    String dateline() {
        return switch (kind) {
            case DAILY -> DAY_AND_YEAR.format(date);
            case WEEKLY -> "The week to " + DAY_AND_YEAR.format(date);
        };
    }

    String subject(int papers, String firstTitle) {
        var opening =
                switch (kind) {
                    case DAILY ->
                        bestOfWeek
                                ? "Best of the week, " + DAY.format(date) + ", " + papers(papers)
                                : papers(papers) + " for " + DAY.format(date);
                    case WEEKLY -> papers(papers) + " of the week to " + DAY.format(date);
                };
        return ForeignText.cut(opening + ": " + firstTitle, IssueMail.LONGEST_SUBJECT);
    }

    String count(int papers) {
        return switch (kind) {
            case DAILY ->
                bestOfWeek
                        ? "A quiet day: " + papers(papers) + " of the week, unread so far"
                        : papers(papers) + " today";
            case WEEKLY -> papers(papers) + " this week";
        };
    }

    private static String papers(int papers) {
        return papers == 1 ? "1 paper" : papers + " papers";
    }
}
