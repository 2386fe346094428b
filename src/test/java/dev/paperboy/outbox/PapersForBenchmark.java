package dev.paperboy.outbox;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.topic.Topic;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up papers of usual length, each about a topic or two. */
final class PapersForBenchmark {

    private PapersForBenchmark() {}

    static List<Paper> listedOn(LocalDate day, int count, List<Topic> topics, Random random) {
        return IntStream.range(0, count)
                .mapToObj(n ->
                        paper(day, n, topics.get(n % topics.size()), topics.get(random.nextInt(topics.size())), random))
                .toList();
    }

    private static Paper paper(LocalDate day, int n, Topic first, Topic second, Random random) {
        String about = words(first, random) + " and " + words(second, random);
        return new Paper(
                new PaperId("bench-" + day + "-" + n),
                "On " + about + ", number " + n,
                ("We look at " + about + " and find that less is needed than was thought. ").repeat(12),
                List.of("Ada Moreau", "Jonas Keller", "Mei Tanaka"),
                "Institute " + n % 20,
                first.categories(),
                List.of(),
                "",
                random.nextInt(150),
                random.nextInt(9),
                random.nextInt(900),
                day,
                day,
                new PaperLinks(
                        "https://papers.example.org/" + day + "/" + n,
                        "https://papers.example.org/" + day + "/" + n + ".pdf",
                        "",
                        "",
                        ""),
                "benchmark",
                true,
                PaperFacts.NONE);
    }

    private static String words(Topic topic, Random random) {
        return random.ints(2, 0, topic.terms().size())
                .mapToObj(topic.terms()::get)
                .collect(Collectors.joining(" with "));
    }
}
