package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long 200 papers take to meet 20,000 stored interests, warm ({@code -Dbenchmark=true}). Papers and interests are
 * put together from the catalogue's own terms, so that they share words as real ones do.
 */
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class InterestBenchmark {
    private static final int INTERESTS = 20_000;
    private static final int PAPERS = 200;

    private final Random random = new Random(7);
    private final List<Topic> topics = Topics.bundled().all();

    @Test
    void twentyThousandInterestsMeetTwoHundredPapersInUnderTenSeconds() {
        var interests = interests();
        long start = System.nanoTime();
        try (var index = new InterestIndex(interests)) {
            System.out.printf(Locale.ROOT, "interests_stored %.2f s%n", seconds(start));
            var papers = new ArrayList<Invented>();
            for (int i = 0; i < PAPERS; i++) {
                papers.add(paper());
            }
            start = System.nanoTime();
            matchAll(index, papers);
            System.out.printf(Locale.ROOT, "interests_20000x200_cold %.2f s%n", seconds(start));

            start = System.nanoTime();
            int matches = matchAll(index, papers);
            double warm = seconds(start);

            System.out.printf(Locale.ROOT, "interests_matches %d%n", matches);
            System.out.printf(Locale.ROOT, "interests_20000x200 %.2f s%n", warm);
            assertThat(matches).isPositive();
            assertThat(warm).isLessThan(10);
        }
    }

    private static int matchAll(InterestIndex index, List<Invented> papers) {
        int matches = 0;
        for (var paper : papers) {
            matches += index.match(paper.title, paper.abstractText, paper.authors, "University of Inner Lakes")
                    .size();
        }
        return matches;
    }

    private HashMap<String, Interest.Understood> interests() {
        var reader = new Interests();
        var stored = new HashMap<String, Interest.Understood>();
        while (stored.size() < INTERESTS) {
            var typed =
                    switch (random.nextInt(5)) {
                        case 0 -> term();
                        case 1 -> '"' + term() + '"';
                        case 2 -> term() + " " + term();
                        case 3 -> term() + " -" + term().replace(' ', '-');
                        default -> '"' + author() + '"';
                    };
            if (reader.read(typed) instanceof Interest.Understood understood) {
                stored.put("reader-" + stored.size(), understood);
            }
        }
        return stored;
    }

    private Invented paper() {
        var text = new StringBuilder();
        for (int words = 0; words < 25; words++) {
            text.append("We study what happens to ")
                    .append(term())
                    .append(", and measure it on what people do every day. ");
        }
        return new Invented(term() + " for " + term(), text.toString(), List.of(author(), author(), author()));
    }

    private String term() {
        var terms = topics.get(random.nextInt(topics.size())).terms();
        return terms.get(random.nextInt(terms.size()));
    }

    private String author() {
        return "Given" + random.nextInt(60) + " Family" + random.nextInt(300);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private record Invented(String title, String abstractText, List<String> authors) {}
}
