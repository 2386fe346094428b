package dev.paperboy.issue;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.paper.Signals;
import dev.paperboy.ranking.Candidate;
import dev.paperboy.ranking.Ranking;
import dev.paperboy.ranking.Score;
import dev.paperboy.ranking.Weights;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Ranks a past day again as its counts stood then, with whatever weights; nothing that was sent is touched. */
@ApplicationScoped
public class Replays {

    private final Papers papers;
    private final Signals signals;
    private final Topics topics;
    private final Newsletter newsletter;

    Replays(Papers papers, Signals signals, Topics topics, Newsletter newsletter) {
        this.papers = papers;
        this.signals = signals;
        this.topics = topics;
        this.newsletter = newsletter;
    }

    /** The papers of the seven days up to this one, best first, as they stood at the end of the day in the home zone. */
    public List<Score> of(LocalDate date, Weights weights) {
        Instant then = date.plusDays(1).atStartOfDay(newsletter.zone()).toInstant();
        List<Paper> week = papers.listedBetween(date.minusDays(6), date);
        Map<PaperId, List<Signal>> history =
                signals.of(week.stream().map(Paper::id).toList());
        List<Candidate> candidates = week.stream()
                .map(paper -> asOf(then, paper, history.getOrDefault(paper.id(), List.of())))
                .toList();
        return new Ranking(weights, slug -> topics.find(slug).map(Topic::name).orElse(slug)).rank(candidates, then);
    }

    private Candidate asOf(Instant then, Paper paper, List<Signal> history) {
        List<Signal> known = history.stream()
                .filter(signal -> !signal.seenAt().isAfter(then))
                .toList();
        Paper old = paper.withCounts(
                last(known, SignalKind.UPVOTES), last(known, SignalKind.COMMENTS), last(known, SignalKind.STARS));
        return new Candidate(
                old, topics.match(paper.title(), paper.abstractText(), paper.keywords(), paper.categories()), known);
    }

    private static int last(List<Signal> known, SignalKind kind) {
        return known.stream()
                .filter(signal -> signal.kind() == kind)
                .reduce((older, newer) -> newer)
                .map(Signal::amount)
                .orElse(0);
    }
}
