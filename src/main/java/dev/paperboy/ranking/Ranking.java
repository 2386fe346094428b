package dev.paperboy.ranking;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.topic.TopicMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Ranks papers by their trend at a moment, whatever day they were listed.
 *
 * <p>A total says how long a paper has been seen; a trend should say what is rising. So upvotes enter as a place among the papers of
 * the same list day, a rise is a difference between two snapshots, and age takes its share by a half-life. A paper that was listed an
 * hour ago has no votes because nobody has seen it: its count is shrunk towards its source's mean, and counts for itself only with
 * the hours it has been there.
 */
public final class Ranking {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Set<SignalKind> RISING =
            Arrays.stream(SignalKind.values()).filter(SignalKind::rises).collect(Collectors.toSet());

    /** Smaller rises are noise, and no reason that a reader would believe. */
    private static final int WORTH_TELLING = 5;

    /** Of the most discussed paper's comments, by logarithms. */
    private static final double MUCH_TALK = 0.8;

    private final Weights weights;
    private final Function<String, String> topicName;

    /** @param topicName a topic's name by its slug */
    public Ranking(Weights weights, Function<String, String> topicName) {
        this.weights = weights;
        this.topicName = topicName;
    }

    /** Best first; equal trends keep the order of their ids, so that the same papers always give the same list. */
    public List<Score> rank(List<Candidate> candidates, Instant now) {
        Map<String, Double> means = candidates.stream()
                .map(Candidate::paper)
                .collect(Collectors.groupingBy(Paper::source, Collectors.averagingInt(Paper::upvotes)));
        ToDoubleFunction<Candidate> expected =
                candidate -> shrunk(candidate, means.get(candidate.paper().source()), now);
        Map<LocalDate, List<Double>> days = candidates.stream()
                .collect(Collectors.groupingBy(
                        candidate -> candidate.paper().listedOn(),
                        Collectors.mapping(expected::applyAsDouble, Collectors.toList())));
        double mostGained = most(candidates, candidate -> gained(candidate, RISING, now));
        double mostTalk = most(candidates, Ranking::talk);
        double mostStars = most(candidates, candidate -> candidate.paper().stars());
        return candidates.stream()
                .map(candidate -> score(
                        candidate,
                        new Parts(
                                percentile(
                                        expected.applyAsDouble(candidate),
                                        days.get(candidate.paper().listedOn())),
                                share(gained(candidate, RISING, now), mostGained),
                                share(talk(candidate), mostTalk),
                                share(candidate.paper().stars(), mostStars),
                                freshness(candidate.paper().listedOn(), now),
                                gained(candidate, Set.of(SignalKind.UPVOTES), now),
                                gained(candidate, Set.of(SignalKind.POINTS), now))))
                .sorted(Comparator.comparingDouble(Score::value)
                        .reversed()
                        .thenComparing(score -> score.candidate().paper().id().value()))
                .toList();
    }

    /** The upvotes that the paper would have by its source's habits and its own, weighted by how long each could speak. */
    private double shrunk(Candidate candidate, double mean, Instant now) {
        Instant listed =
                candidate.paper().listedOn().atStartOfDay(ZoneOffset.UTC).toInstant();
        double hours = Math.max(0, Duration.between(listed, now).toMinutes() / 60.0);
        double prior = weights.prior().toMinutes() / 60.0;
        return (candidate.paper().upvotes() * hours + mean * prior) / (hours + prior);
    }

    /** The part of the day's papers that this one is not below, ties counted half. */
    private static double percentile(double value, List<Double> day) {
        long below = day.stream().filter(other -> other < value).count();
        long same = day.stream().filter(other -> other == value).count();
        return (below + same / 2.0) / day.size();
    }

    /** What came on top lately. Where the history is shorter than that, its first count is where it began. */
    private int gained(Candidate candidate, Set<SignalKind> kinds, Instant now) {
        return candidate.history().stream()
                .filter(signal ->
                        kinds.contains(signal.kind()) && !signal.seenAt().isAfter(now))
                .collect(Collectors.groupingBy(signal -> signal.source() + "/" + signal.kind()))
                .values()
                .stream()
                .mapToInt(series -> gained(series, now.minus(weights.lately())))
                .sum();
    }

    private static int gained(List<Signal> series, Instant since) {
        int before = series.stream()
                .filter(signal -> !signal.seenAt().isAfter(since))
                .reduce((older, newer) -> newer)
                .orElse(series.getFirst())
                .amount();
        return Math.max(0, series.getLast().amount() - before);
    }

    private static double talk(Candidate candidate) {
        int elsewhere = candidate.history().stream()
                .filter(signal -> signal.kind() == SignalKind.HN_COMMENTS)
                .mapToInt(Signal::amount)
                .max()
                .orElse(0);
        return candidate.paper().comments() + elsewhere;
    }

    private static double most(List<Candidate> candidates, ToDoubleFunction<Candidate> count) {
        return candidates.stream().mapToDouble(count).max().orElse(0);
    }

    /** By logarithms, because the step from 3 to 6 says about as much as the one from 30 to 60. */
    private static double share(double count, double most) {
        return most <= 0 ? 0 : Math.log1p(count) / Math.log1p(most);
    }

    private double freshness(LocalDate listedOn, Instant now) {
        Instant listed = listedOn.atStartOfDay(ZoneOffset.UTC).toInstant();
        // The day of the list itself is not yet age.
        double hours = Math.max(0, Duration.between(listed.plus(DAY), now).toMinutes() / 60.0);
        return Math.pow(0.5, hours / (weights.halfLife().toMinutes() / 60.0));
    }

    private Score score(Candidate candidate, Parts parts) {
        double value = parts.freshness()
                * (weights.level() * parts.level()
                        + weights.velocity() * parts.velocity()
                        + weights.talk() * parts.talk()
                        + weights.code() * parts.code());
        String rise = rise(parts);
        return new Score(candidate, value, parts, rise, reason(candidate, parts, rise));
    }

    /** What speaks for a paper besides its topics, in the order of how surely it does. */
    private String rise(Parts parts) {
        String span = weights.lately().compareTo(DAY) > 0 ? " this week" : " in 24 h";
        List<String> words = new ArrayList<>();
        if (parts.gained() >= WORTH_TELLING) {
            words.add("+" + parts.gained() + " upvotes" + span);
        }
        if (parts.points() >= WORTH_TELLING) {
            words.add("+" + parts.points() + " points on Hacker News" + span);
        }
        if (words.isEmpty() && parts.talk() > MUCH_TALK) {
            words.add("much discussed");
        }
        return String.join(" · ", words);
    }

    private String reason(Candidate candidate, Parts parts, String rise) {
        if (candidate.topics().isEmpty()) {
            return !rise.isEmpty()
                    ? rise
                    : parts.level() > 0.75 ? "Among the most upvoted of its day" : "New on the list";
        }
        TopicMatch best = candidate.topics().getFirst();
        String words = String.join(", ", best.words());
        String match = "Matches " + topicName.apply(best.slug()) + (words.isEmpty() ? "" : ": " + words);
        return rise.isEmpty() ? match : match + " · " + rise;
    }
}
