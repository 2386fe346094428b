package dev.paperboy.ingest;

import static dev.paperboy.ingest.ReadRows.bad;
import static dev.paperboy.ingest.ReadRows.good;
import static dev.paperboy.ingest.ReadRows.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenPaperFileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '§',
            value = {
                "{\"id\": \"x\"} # no title",
                "{\"id\": \"x\", \"title\": \" \\u0000\\n \"} # no title",
                "{\"id\": \"x\", \"title\": 7} # no title",
                "{\"title\": \"Tide\"} # no id",
                "{\"id\": \" \", \"title\": \"Tide\"} # no id",
                "{\"id\": null, \"title\": \"Tide\"} # no id",
                "{\"id\": 2503.0213, \"title\": \"Tide\"} # id is a number (2503.0213): arXiv ids must be strings, or the trailing zero is lost",
                "{\"id\": \"2503.0213\", \"title\": \"Tide\"} # id 2503.0213 has too few digits for an arXiv id: was it a number once?",
                "{\"paper\": {\"id\": 2503.0213, \"title\": \"Tide\"}} # id is a number (2503.0213): arXiv ids must be strings, or the trailing zero is lost",
                "[1] # the row is not a JSON object",
                "17 # the row is not a JSON object",
            })
    void aRowThatCannotBeTakenSaysWhy(String row, String reason) {
        assertThat(read("{\"id\": \"first\", \"title\": \"First\"}\n" + row))
                .last()
                .isEqualTo(new ParsedRow.Bad(2, reason));
    }

    @Test
    void anAbstractOfFourMegabytesIsNotTakenAndTheOthersAre() {
        List<ParsedRow> rows =
                read("""
                {"id": "a", "title": "Before", "abstract": "Short."}
                {"id": "b", "title": "Giant", "abstract": "%s"}
                {"id": "c", "title": "At the limit", "abstract": "%s"}
                {"id": "%s", "title": "Long id"}
                {"id": "d", "title": "%s"}
                """.formatted("x".repeat(4 << 20), "x".repeat(100_000), "i".repeat(201), "t".repeat(1001)));

        assertThat(good(rows)).extracting(Paper::title).containsExactly("Before", "At the limit");
        assertThat(bad(rows))
                .containsExactly(
                        new ParsedRow.Bad(2, "abstract is 4,194,304 characters long; at most 100,000 are taken"),
                        new ParsedRow.Bad(4, "the id is 201 characters long; at most 200 are taken"),
                        new ParsedRow.Bad(5, "title is 1,001 characters long; at most 1,000 are taken"));
    }

    @Test
    void oneBrokenLineNeverStopsTheOthers() {
        List<ParsedRow> rows = read("\ufeff\n{\"id\": \"a\", \"title\": \"One\"}\r\n{\"id\": \"b\", \"tit\n\n<html>\n"
                + "{\"id\": \"c\", \"title\": \"Two\"} {}\n{\"id\": \"d\", \"title\": \"Three\"}");

        assertThat(rows).extracting(ParsedRow::line).containsExactly(2, 3, 5, 6, 7);
        assertThat(good(rows)).extracting(Paper::title).containsExactly("One", "Three");
        assertThat(bad(rows))
                .extracting(ParsedRow.Bad::reason)
                .first()
                .isEqualTo("the line ends in the middle of its row");
        assertThat(bad(rows).subList(1, 3))
                .extracting(ParsedRow.Bad::reason)
                .allMatch(reason -> reason.startsWith("not JSON: "));
    }

    @Test
    void whatStandsBeforeACutIsTaken() {
        String cut = "the file ends in the middle of a row; everything before it was taken";

        List<ParsedRow> lines = read("{\"id\": \"a\", \"title\": \"One\"}\n{\"id\": \"b\", \"title\": \"Tw");
        assertThat(good(lines)).extracting(Paper::title).containsExactly("One");
        assertThat(bad(lines)).containsExactly(new ParsedRow.Bad(2, cut));

        List<ParsedRow> array = read("[{\"id\": \"a\", \"title\": \"One\"},\n\n{\"id\": \"b\", \"title\": \"Tw");
        assertThat(good(array)).extracting(Paper::title).containsExactly("One");
        assertThat(bad(array)).containsExactly(new ParsedRow.Bad(3, cut));
    }

    @Test
    void anArrayCutAtAnyCharacterKeepsEveryRowThatIsWhole() {
        String first =
                "[{\"paper\": {\"id\": \"2611.04120\", \"title\": \"One\", \"authors\": [{\"name\": \"Ida\"}]}, \"numComments\": 3}";
        String whole = first + ", {\"id\": \"b\", \"title\": \"Two\", \"upvotes\": -1.5e3}]";
        for (int length = 1; length < whole.length(); length++) {
            List<ParsedRow> rows = read(whole.substring(0, length));
            assertThat(rows.getLast()).as("cut at %d", length).isInstanceOf(ParsedRow.Bad.class);
            assertThat(good(rows).isEmpty()).as("cut at %d", length).isEqualTo(length < first.length());
        }
    }

    @Test
    void aBrokenArrayKeepsWhatStandsBeforeAndSaysWhere() {
        List<ParsedRow> rows = read("\n[{\"id\": \"a\", \"title\": \"One\"},\nnull,\n{\"id\": oops}]");

        assertThat(good(rows)).extracting(Paper::title).containsExactly("One");
        assertThat(bad(rows)).extracting(ParsedRow.Bad::line).containsExactly(3, 4);
        assertThat(bad(rows).getLast().reason()).startsWith("not JSON: ").endsWith("; everything before it was taken");
    }

    @Test
    void anEmptyListIsAWeekendAndAnEmptyFileIsAMistake() {
        assertThat(read("[]")).isEmpty();
        assertThat(read(" \n ")).containsExactly(new ParsedRow.Bad(1, "the file is empty"));
    }

    @Test
    void bytesThatAreNoUtf8AndCharactersThatAreNoneDoNotThrow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("{\"id\": \"a\", \"title\": \"Caf".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xe9);
        bytes.write(
                " \\ud800T\\u0000ide\", \"authors\": [\"Ida\\u0000 Moor\\udfff\"]}".getBytes(StandardCharsets.UTF_8));
        List<ParsedRow> rows = read(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(good(rows)).extracting(Paper::title).containsExactly("Caf\ufffd Tide");
        assertThat(good(rows).getFirst().authors()).containsExactly("Ida Moor");
    }
}
