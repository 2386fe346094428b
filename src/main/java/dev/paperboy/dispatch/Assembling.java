package dev.paperboy.dispatch;

import dev.paperboy.ingest.Ingest;
import dev.paperboy.ingest.Readiness;
import dev.paperboy.issue.Assembly;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Shortfall;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** Has issues made: the day's, and the week's where a week has ended. */
@ApplicationScoped
class Assembling {

    private static final int OTHER_DAYS_OF_A_WEEK = 6;

    private final Timetable timetable;
    private final Ingest ingest;
    private final DispatchSettings settings;
    private final Issues issues;

    Assembling(Timetable timetable, Ingest ingest, DispatchSettings settings, Issues issues) {
        this.timetable = timetable;
        this.ingest = ingest;
        this.settings = settings;
        this.issues = issues;
    }

    /** Whether its moment has come, and no source is waited for any more. */
    boolean isDue() {
        return timetable.isTodaysDue() && !readiness().mayWait();
    }

    /** Whether there is an issue of today with something in it; one that is empty may still be filled. */
    boolean hasTodaysIssue() {
        return issues.find(IssueKind.DAILY, timetable.today())
                .filter(issue -> issue.status() != IssueStatus.EMPTY)
                .isPresent();
    }

    void week() {
        if (endsAWeek()) {
            assemble(IssueKind.WEEKLY);
        }
    }

    /**
     * On its day; and on a later one where nobody made it then, because the process was down. A newsletter that had no issue in that week
     * was not there yet, and begins with the week that it is in.
     */
    private boolean endsAWeek() {
        LocalDate end = timetable.last(settings.weeklyOn());
        return timetable.endsAWeek(settings.weeklyOn())
                || !issues.anyBetween(IssueKind.WEEKLY, end, timetable.today())
                        && issues.anyBetween(IssueKind.DAILY, end.minusDays(OTHER_DAYS_OF_A_WEEK), end);
    }

    Assembly day() {
        return assemble(IssueKind.DAILY);
    }

    private Assembly assemble(IssueKind kind) {
        Readiness readiness = readiness();
        Assembly assembly = issues.assemble(kind, timetable.today(), shortfall(readiness));
        if (assembly instanceof Assembly.Assembled(Issue issue)) {
            Log.infof("%s issue of %s assembled: %d papers", issue.kind(), issue.date(), issue.papers());
            if (!readiness.complete()) {
                Log.warnf("%s issue of %s was assembled without %s", issue.kind(), issue.date(), late(readiness));
            }
        }
        return assembly;
    }

    private Readiness readiness() {
        return ingest.readiness(timetable.todaysDue());
    }

    /** No issue is short of papers without a word: its readers are told, or an operator is asked. */
    private static Shortfall shortfall(Readiness readiness) {
        if (readiness.complete()) {
            return Shortfall.NONE;
        }
        return new Shortfall(
                "Papers from " + String.join(", ", readiness.lateTitles())
                        + " could not be read in time for this issue.",
                readiness.mustHold() ? late(readiness) + " was late: send it without, or cancel it" : "",
                "no papers, because " + late(readiness)
                        + " could not be read; it is assembled as soon as there are some");
    }

    private static String late(Readiness readiness) {
        return String.join(", ", readiness.late());
    }
}
