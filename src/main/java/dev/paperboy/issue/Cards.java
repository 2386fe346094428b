package dev.paperboy.issue;

import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.Signals;
import dev.paperboy.ranking.Candidate;
import dev.paperboy.ranking.Ranking;
import dev.paperboy.ranking.Score;
import dev.paperboy.ranking.Weights;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.TopicMatch;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns papers into cards: ranked, worded, and cut to what a mail can carry. */
@ApplicationScoped
class Cards {

    private static final int NAMED_AUTHORS = 3;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REASON = 200;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);

    /** The match score of a paper that is half as relevant as one can be; a score of about 2.4 means "touches the topic". */
    private static final double HALF_RELEVANT = 4;

    private final Topics topics;
    private final Signals signals;
    private final PublicUrls urls;
    private final Clock clock;
    private final Ranking ofTheDay;
    private final Ranking ofTheWeek;

    Cards(Topics topics, Signals signals, PublicUrls urls, Clock clock) {
        this.topics = topics;
        this.signals = signals;
        this.urls = urls;
        this.clock = clock;
        this.ofTheDay = new Ranking(Weights.USUAL, this::topicName);
        this.ofTheWeek = new Ranking(Weights.OF_THE_WEEK, this::topicName);
    }

    private String topicName(String slug) {
        return topics.find(slug).map(Topic::name).orElse(slug);
    }

    /** Cards for those of these papers whose trend at this moment reaches the bar, best first, numbered from 1, at most so many. */
    List<Card> ranked(List<Paper> papers, double bar, int most) {
        return ranked(ofTheDay, papers, bar, most);
    }

    /** The same for a week as a whole. */
    List<Card> rankedForTheWeek(List<Paper> papers, double bar, int most) {
        return ranked(ofTheWeek, papers, bar, most);
    }

    private List<Card> ranked(Ranking ranking, List<Paper> papers, double bar, int most) {
        Map<PaperId, List<Signal>> history =
                signals.of(papers.stream().map(Paper::id).toList());
        List<Candidate> candidates = papers.stream()
                .map(paper -> new Candidate(paper, topicsOf(paper), history.getOrDefault(paper.id(), List.of())))
                .toList();
        List<Score> scores = ranking.rank(candidates, clock.instant()).stream()
                .filter(score -> score.value() >= bar)
                .limit(most)
                .toList();
        List<Card> cards = new ArrayList<>();
        for (Score score : scores) {
            cards.add(card(cards.size() + 1, score));
        }
        return List.copyOf(cards);
    }

    private List<TopicMatch> topicsOf(Paper paper) {
        return topics.match(paper.title(), paper.abstractText(), paper.keywords(), paper.categories());
    }

    private Card card(int position, Score score) {
        Paper paper = score.candidate().paper();
        List<TopicMatch> matches = score.candidate().topics();
        List<String> slugs = matches.stream().map(TopicMatch::slug).toList();
        boolean summarised = !paper.aiSummary().isEmpty();
        return new Card(
                position,
                paper.id().value(),
                cut(paper.title(), LONGEST_TITLE),
                byline(paper.authors()),
                cut(paper.organisation(), LONGEST_NAME),
                Excerpt.of(summarised ? paper.aiSummary() : paper.abstractText()),
                summarised,
                slugs,
                slugs.stream().map(this::topicName).toList(),
                signals(paper),
                paper.links().page().isEmpty()
                        ? urls.paper(paper.id().value())
                        : paper.links().page(),
                links(paper),
                paper.publishedOn() == null ? "" : DAY.format(paper.publishedOn()),
                cut(score.reason(), LONGEST_REASON),
                score.value(),
                paper.invented(),
                matches.stream().map(match -> relevance(match.score())).toList(),
                matches.stream().map(TopicMatch::words).toList(),
                score.rise());
    }

    /** A paper that is all about a topic is not twice as relevant as one that is mostly about it. */
    private static double relevance(double matchScore) {
        return matchScore / (matchScore + HALF_RELEVANT);
    }

    private static String byline(List<String> authors) {
        String named = String.join(
                ", ",
                authors.stream()
                        .limit(NAMED_AUTHORS)
                        .map(name -> cut(name, LONGEST_NAME))
                        .toList());
        int others = authors.size() - NAMED_AUTHORS;
        return others > 0 ? named + " et al. (+" + others + ")" : named;
    }

    private static String signals(Paper paper) {
        List<String> counts = new ArrayList<>();
        addCount(counts, paper.upvotes(), "upvote");
        addCount(counts, paper.comments(), "comment");
        addCount(counts, paper.stars(), "star");
        return String.join(" · ", counts);
    }

    private static void addCount(List<String> counts, int count, String word) {
        if (count > 0) {
            counts.add(String.format(Locale.UK, "%,d %s%s", count, word, count == 1 ? "" : "s"));
        }
    }

    private static List<Link> links(Paper paper) {
        List<Link> links = new ArrayList<>();
        Set<String> taken = new TreeSet<>(Set.of(paper.links().page()));
        if (paper.id().isArxiv()) {
            add(links, taken, "arXiv", "https://arxiv.org/abs/" + paper.id().value());
        }
        add(links, taken, "PDF", paper.links().pdf());
        add(links, taken, "Code", paper.links().code());
        add(links, taken, "Project", paper.links().project());
        add(links, taken, "Discussion", paper.facts().discussion());
        return links;
    }

    private static void add(List<Link> links, Set<String> taken, String label, String url) {
        if (!url.isEmpty() && taken.add(url)) {
            links.add(new Link(label, url));
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1).stripTrailing() + "…";
    }
}
