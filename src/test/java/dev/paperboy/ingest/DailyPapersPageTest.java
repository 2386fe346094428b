package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paperboy.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of a real page of daily papers, copied by hand from a browser: a title, then its abstract. */
class DailyPapersPageTest {

    private static final Path PAGE = Path.of("../shared/data/daily-papers-page.txt");

    private record Read(String title, String abstractText) {}

    private static List<Read> papers() throws IOException {
        assumeThat(PAGE).as("the real page is not at hand, so it is not tried").exists();
        List<String> blocks = Arrays.stream(Files.readString(PAGE).split("\\n\\s*\\n"))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .toList();
        List<Read> papers = new ArrayList<>();
        for (int i = 0; i + 1 < blocks.size(); i++) {
            // An abstract is long; what stands before one is its title.
            if (blocks.get(i + 1).length() > 300 && blocks.get(i).length() < 300) {
                papers.add(new Read(ReadableText.title(blocks.get(i)), ReadableText.paragraphs(blocks.get(i + 1))));
            }
        }
        return papers;
    }

    @Test
    void everyPaperOfThePageGetsItsTopics() throws IOException {
        Topics topics = Topics.bundled();
        List<Read> papers = papers();
        assertThat(papers).hasSize(67);
        assertThat(papers)
                .filteredOn(paper -> topics.match(paper.title(), paper.abstractText(), List.of(), List.of())
                        .isEmpty())
                .extracting(Read::title)
                .isEmpty();
    }

    @Test
    void noFormulaIsLeftAsSourceTextAndNothingIsLost() throws IOException {
        assertThat(papers()).allSatisfy(paper -> assertThat(paper.abstractText())
                .doesNotContain("\\")
                .doesNotMatch("(?s).*\\$[^$\\d][^$]*\\$.*"));
        Read law = papers().stream()
                .filter(paper -> paper.abstractText().contains("learning rate annealing area"))
                .findFirst()
                .orElseThrow();
        // The page had lost the backslashes of this formula; what is left of it must still be there to be read.
        assertThat(law.abstractText())
                .contains("L(s)")
                .contains("forward area")
                .contains("is learning rate annealing area");
    }
}
