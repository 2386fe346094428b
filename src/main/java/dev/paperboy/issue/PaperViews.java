package dev.paperboy.issue;

import dev.paperboy.issue.PaperView.TopicLabel;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Papers made ready for pages. */
@ApplicationScoped
public class PaperViews {

    /** A page of more papers than this helps nobody and takes long to load on a phone. */
    private static final int MOST_A_DAY = 200;

    private final Papers papers;
    private final Cards cards;
    private final Topics topics;
    private final Newsletter newsletter;
    private final Clock clock;

    PaperViews(Papers papers, Cards cards, Topics topics, Newsletter newsletter, Clock clock) {
        this.papers = papers;
        this.cards = cards;
        this.topics = topics;
        this.newsletter = newsletter;
        this.clock = clock;
    }

    /** The last day, up to today, that has papers; today where there is none. */
    public DayView latest() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), newsletter.zone());
        return day(papers.lastDayUpTo(today).orElse(today), Optional.empty());
    }

    /** One day's papers, all of them or those of one topic. */
    public DayView day(LocalDate date, Optional<Topic> topic) {
        List<PaperView> all = views(papers.listedBetween(date, date), Integer.MAX_VALUE);
        return new DayView(
                date,
                all.stream()
                        .filter(view -> topic.isEmpty()
                                || view.card().topics().contains(topic.get().slug()))
                        .limit(MOST_A_DAY)
                        .toList(),
                topic.map(Topic::slug).orElse(""),
                topic.map(Topic::name).orElse(""),
                papers.lastDayUpTo(date.minusDays(1)).orElse(null),
                papers.firstDayAfter(date).orElse(null));
    }

    Optional<PaperView> one(String id) {
        return PaperId.parse(id).flatMap(papers::find).map(paper -> views(List.of(paper), 1)
                .getFirst());
    }

    List<PaperView> found(String words) {
        List<Paper> found = papers.search(words);
        Map<String, PaperView> views = views(found, found.size()).stream()
                .collect(Collectors.toMap(view -> view.card().paperId(), Function.identity()));
        return found.stream().map(paper -> views.get(paper.id().value())).toList();
    }

    private List<PaperView> views(List<Paper> some, int most) {
        Map<String, Paper> byId =
                some.stream().collect(Collectors.toMap(paper -> paper.id().value(), Function.identity()));
        return cards.ranked(some, 0, most).stream()
                .map(card -> view(card, byId.get(card.paperId())))
                .toList();
    }

    private static PaperView view(Card card, Paper paper) {
        List<TopicLabel> labels = IntStream.range(0, card.topics().size())
                .mapToObj(i ->
                        new TopicLabel(card.topics().get(i), card.topicNames().get(i)))
                .toList();
        return new PaperView(
                card,
                PublicUrls.paperPath(card.paperId()),
                paper.abstractText(),
                String.join(", ", paper.authors()),
                labels,
                categories(paper),
                paper.facts());
    }

    private static String categories(Paper paper) {
        String primary = paper.facts().primaryCategory();
        Stream<String> others = paper.categories().stream().filter(category -> !category.equals(primary));
        return (primary.isEmpty() ? others : Stream.concat(Stream.of(primary + " (primary)"), others))
                .collect(Collectors.joining(", "));
    }
}
