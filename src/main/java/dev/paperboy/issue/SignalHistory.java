package dev.paperboy.issue;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.paper.Signals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a paper's counts have moved, as a table for its page. */
@ApplicationScoped
class SignalHistory {

    /** The newest moments; a paper that is looked at for weeks would otherwise have a page of them. */
    private static final int SHOWN = 20;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK);

    private final Signals signals;
    private final Newsletter newsletter;

    SignalHistory(Signals signals, Newsletter newsletter) {
        this.signals = signals;
        this.newsletter = newsletter;
    }

    /** @param kinds the columns, in words */
    record Table(List<String> kinds, List<Row> rows) {}

    /** @param amounts in the order of the columns */
    record Row(String seen, String iso, List<Amount> amounts) {}

    /** @param number empty where the count was not known yet */
    record Amount(String kind, String number) {}

    /** Newest first. */
    Table of(PaperId paper) {
        List<Signal> history = signals.of(List.of(paper)).getOrDefault(paper, List.of());
        Set<SignalKind> kinds = new TreeSet<>(history.stream().map(Signal::kind).toList());
        Map<Instant, Map<SignalKind, Integer>> moments = new TreeMap<>();
        Map<SignalKind, Integer> known = new EnumMap<>(SignalKind.class);
        for (Signal signal : history) {
            known.put(signal.kind(), signal.amount());
            moments.put(signal.seenAt(), Map.copyOf(known));
        }
        List<Row> rows = new ArrayList<>();
        moments.forEach((seen, amounts) -> rows.addFirst(row(seen, amounts, kinds)));
        return new Table(
                kinds.stream().map(SignalHistory::words).toList(), rows.subList(0, Math.min(SHOWN, rows.size())));
    }

    private Row row(Instant seen, Map<SignalKind, Integer> amounts, Set<SignalKind> kinds) {
        return new Row(
                MOMENT.format(seen.atZone(newsletter.zone())),
                seen.truncatedTo(ChronoUnit.SECONDS).toString(),
                kinds.stream()
                        .map(kind -> new Amount(
                                words(kind), amounts.containsKey(kind) ? String.valueOf(amounts.get(kind)) : ""))
                        .toList());
    }

    private static String words(SignalKind kind) {
        return switch (kind) {
            case UPVOTES -> "Upvotes";
            case COMMENTS -> "Comments";
            case STARS -> "Stars";
            case POINTS -> "Points on Hacker News";
            case HN_COMMENTS -> "Comments there";
        };
    }
}
