package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.Signals;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the rows of one look and hands the good ones on by the lot. */
final class Lots {

    /** Papers are taken in lots of this size, each a transaction, so that a long file neither fills memory nor is lost whole. */
    private static final int LOT = 200;

    /** Papers gathered before they are handed over, so that a paper in two rows is seen as one. */
    private static final int MOST_WAITING = 5_000;

    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_REASON = 1000;

    private final String source;
    private final Papers papers;
    private final Signals signals;
    private final Clock clock;

    private final Map<PaperId, Paper> waiting = new LinkedHashMap<>();
    private final Map<PaperId, LocalDate> withdrawn = new LinkedHashMap<>();
    private final List<Signal> counted = new ArrayList<>();
    private final List<RowNote> rejections = new ArrayList<>();
    private final List<RowNote> oddities = new ArrayList<>();
    private int read;
    private int added;
    private int changed;
    private int rejected;
    private int odd;

    Lots(String source, Papers papers, Signals signals, Clock clock) {
        this.source = source;
        this.papers = papers;
        this.signals = signals;
        this.clock = clock;
    }

    void take(String file, ParsedRow row) {
        switch (row) {
            case ParsedRow.Good good -> add(good.paper());
            case ParsedRow.Signal signal -> note(signal);
            case ParsedRow.Withdrawn gone -> withdraw(file, gone);
            case ParsedRow.Bad bad -> reject(file, bad.line(), bad.reason());
            case ParsedRow.Odd strange -> wonder(file, strange);
        }
    }

    /** A paper that stands twice is one paper; the later row speaks for it, so that each look at the same files ends the same. */
    private void add(Paper paper) {
        read++;
        if (withdrawn.containsKey(paper.id())) {
            return;
        }
        waiting.merge(paper.id(), paper, (earlier, later) -> later.completedBy(earlier));
        if (waiting.size() == MOST_WAITING) {
            handOver();
        }
    }

    private void note(ParsedRow.Signal seen) {
        read++;
        counted.add(new Signal(seen.paper(), source, seen.kind(), clock.instant(), seen.count()));
    }

    private void withdraw(String file, ParsedRow.Withdrawn gone) {
        waiting.remove(gone.paper());
        withdrawn.put(gone.paper(), gone.on());
        reject(file, gone.line(), gone.paper() + " was withdrawn on " + gone.on());
    }

    /** All are counted; those that would not be shown are not kept. */
    private void reject(String file, int line, String reason) {
        read++;
        rejected++;
        keep(rejections, RowNote.Kind.REJECTED, file, line, reason);
    }

    private void wonder(String file, ParsedRow.Odd strange) {
        odd++;
        keep(oddities, RowNote.Kind.ODD, file, strange.line(), strange.reason());
    }

    private static void keep(List<RowNote> notes, RowNote.Kind kind, String file, int line, String reason) {
        if (notes.size() < RunLog.MOST_KEPT) {
            notes.add(new RowNote(
                    kind, RowFields.shortened(file, LONGEST_FILE), line, RowFields.shortened(reason, LONGEST_REASON)));
        }
    }

    /** Hands over what is left, and tells what went wrong with that; empty when nothing did. */
    String finish() {
        try {
            handOver();
            return "";
        } catch (RuntimeException broken) {
            Log.errorf(broken, "a lot of %d papers could not be stored", waiting.size());
            return "papers could not be stored: " + broken.getMessage();
        }
    }

    private void handOver() {
        List<Paper> gathered = new ArrayList<>(waiting.values());
        for (int from = 0; from < gathered.size(); from += LOT) {
            Papers.Intake intake = store(gathered.subList(from, Math.min(from + LOT, gathered.size())));
            added += intake.added();
            changed += intake.changed();
        }
        waiting.clear();
        changed += papers.withdraw(withdrawn, source);
        int moved = signals.note(counted);
        // Counts of papers are part of the papers; a source that has nothing else changes nothing else.
        changed += added + changed == 0 ? moved : 0;
        counted.clear();
    }

    /** Another look may have brought the same paper in the same moment; then it is known by now, and this lot goes in. */
    private Papers.Intake store(List<Paper> lot) {
        try {
            return papers.take(lot);
        } catch (RuntimeException clash) {
            Log.debugf(clash, "a lot of %d papers is tried once more", lot.size());
            return papers.take(lot);
        }
    }

    SourceRun run(Instant started, String problem) {
        return new SourceRun(
                started,
                clock.instant(),
                read,
                added,
                changed,
                rejected,
                odd,
                RowFields.shortened(problem, LONGEST_REASON));
    }

    /** Rejections first, each kind in order. */
    List<RowNote> notes() {
        List<RowNote> notes = new ArrayList<>(rejections);
        notes.addAll(oddities);
        return notes;
    }
}
