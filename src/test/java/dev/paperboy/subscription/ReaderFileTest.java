package dev.paperboy.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.subscription.ImportCells.Row;
import dev.paperboy.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of readers as people and programs write them. It is eight in the morning of 23 November 2026, in UTC. */
class ReaderFileTest {

    private static final Topics TOPICS = Topics.bundled();
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void aFullRowIsTakenAsItStands() throws IOException {
        assertThat(rows("""
                        email,topics,frequency,zone,hour,confirmed_at
                        Ada@Example.org,robotics;agents,weekdays,Europe/Lisbon,18,2026-01-31T08:30:00Z
                        """)).singleElement().isInstanceOfSatisfying(Row.Good.class, row -> {
            ImportedReader ada = row.reader();
            assertThat(ada.line()).isEqualTo(2);
            assertThat(ada.email().value()).isEqualTo("ada@example.org");
            assertThat(ada.topics()).isEqualTo("robotics\nagents");
            assertThat(ada.frequency()).isEqualTo(Frequency.WEEKDAYS);
            assertThat(ada.zone()).isEqualTo("Europe/Lisbon");
            assertThat(ada.hour()).isEqualTo(18);
            assertThat(ada.confirmedAt()).isEqualTo("2026-01-31T08:30:00Z");
            assertThat(ada.status()).isEqualTo(ReaderStatus.ACTIVE);
        });
    }

    @Test
    void anAddressAloneIsEnoughAndHasNotConfirmed() throws IOException {
        ImportedReader ada = only("email\nada@example.org\n");
        assertThat(ada.topics()).isEmpty();
        assertThat(ada.frequency()).isEqualTo(Frequency.DAILY);
        assertThat(ada.zone()).isEqualTo("Asia/Tokyo");
        assertThat(ada.hour()).isEqualTo(7);
        assertThat(ada.status()).isEqualTo(ReaderStatus.PENDING);
    }

    @Test
    void columnsStandInAnyOrderAndUnknownOnesAreNamedOnce() throws IOException {
        ReaderFile file = open("Hour,Nickname, EMAIL ,nickname,,City\n5,Ada,ada@example.org,A,,Porto\n");
        assertThat(file.unknownColumns()).containsExactly("nickname", "city");
        assertThat(((Row.Good) file.next(10).getFirst()).reader().hour()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsOfAllSystemsAndAByteOrderMarkAreUnderstood(String end) throws IOException {
        List<Row> rows = rows("\uFEFFemail,hour" + end + "ada@example.org,5" + end + end + "bo@example.org,x");
        assertThat(rows).hasSize(2);
        assertThat(((Row.Good) rows.getFirst()).reader().hour()).isEqualTo(5);
        assertThat(((Row.Bad) rows.getLast()).line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    email;topics;hour   ! ada@example.org;robotics,agents;5
                    email;topics;hour   ! ada@example.org;"robotics;agents";5
                    email,topics,hour   ! ada@example.org,robotics|agents,5
                    email,topics,hour   ! ada@example.org," robotics ; Agents;robotics;",5
                    email,topics,hour   ! "ada@example.org","robotics,agents","5"
                    """)
    void topicsAreApartInEveryWayThatSpreadsheetsWrite(String head, String row) throws IOException {
        ImportedReader ada = only(head + "\n" + row + "\n");
        assertThat(ada.topics()).isEqualTo("robotics\nagents");
        assertThat(ada.hour()).isEqualTo(5);
    }

    @Test
    void tabsSeparateToo() throws IOException {
        assertThat(only("email\thour\nada@example.org\t5\n").hour()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31,                2026-01-30T15:00:00Z",
        "2026-01-31T08:30:00Z,      2026-01-31T08:30:00Z",
        "2026-01-31T08:30:00+02:00, 2026-01-31T06:30:00Z",
        "2026-01-31 08:30:00.25+02, 2026-01-31T06:30:00.250Z",
        "2026-01-31 08:30,          2026-01-30T23:30:00Z",
        "2026-11-23T08:00:00Z,      2026-11-23T08:00:00Z"
    })
    void aConfirmationIsADayOrAMomentInTheNewslettersZone(String written, String moment) throws IOException {
        assertThat(only("email,confirmed_at\nada@example.org," + written + "\n").confirmedAt())
                .isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ,robotics,daily,UTC,7,                           | There is no address.
                    x@faß.example,,,,,                               | Its domain has a letter that some programs read as another
                    nonsense,,,,,                                    | “nonsense” is not an email address
                    ada@example.org,astrology,,,,                    | There is no topic “astrology”.
                    ada@example.org,,hourly,,,                       | “hourly” is none of daily, weekdays, weekly.
                    ada@example.org,,,Mars/Phobos,,                  | We do not know the zone “Mars/Phobos”.
                    ada@example.org,,,,24,                           | “24” is not an hour
                    ada@example.org,,,,-1,                           | “-1” is not an hour
                    ada@example.org,,,,٧,                            | “٧” is not an hour
                    ada@example.org,,,,,31/01/2026                   | “31/01/2026” is not a date
                    ada@example.org,,,,,2026-02-30                   | “2026-02-30” is not a date
                    ada@example.org,,,,,0001-01-01                   | “0001-01-01” is not a date
                    ada@example.org,,,,,2026-11-23T08:00:01Z         | which is still to come
                    ada@example.org,,,,,2026-01-31,seven             | There are more cells than columns
                    "ada"@example.org,,,,,                           | The quotation marks do not match
                    """)
    void aRowAtFaultIsNamedWithItsReasonAndTheOthersAreTaken(String row, String reason) throws IOException {
        List<Row> rows = rows("email,topics,frequency,zone,hour,confirmed_at\nbo@example.org\n" + row
                + "\nchidi@example.org,,,,,\n,,,,,\n");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Row.Bad.class, bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.reason()).contains(reason);
        });
        assertThat(rows.get(0)).isInstanceOf(Row.Good.class);
        assertThat(rows.get(2)).isInstanceOf(Row.Good.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    email,        'bo@exa#mple.org,,,,,'
                    topics,       'bo@example.org,robo#tics,,,,'
                    frequency,    'bo@example.org,,da#ily,,,'
                    zone,         'bo@example.org,,,Europe/#Lisbon,,'
                    hour,         'bo@example.org,,,,1#8,'
                    confirmed_at, 'bo@example.org,,,,,2026#-01-31'
                    """)
    void aControlCharacterInAnyColumnIsToldOfByItsNumber(String column, String row) throws IOException {
        for (char control : new char[] {'\0', '\u0007', '\u001B', '\u0085'}) {
            List<Row> rows = rows("email,topics,frequency,zone,hour,confirmed_at\nada@example.org\n"
                    + row.replace('#', control) + "\nchidi@example.org\n");
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1)).isInstanceOfSatisfying(Row.Bad.class, bad -> {
                assertThat(bad.line()).isEqualTo(3);
                assertThat(bad.reason())
                        .contains("“" + column + "”", String.format("U+%04X", (int) control))
                        .doesNotContain(String.valueOf(control));
            });
            assertThat(rows.getLast()).isInstanceOf(Row.Good.class);
        }
    }

    @Test
    void whatAColumnThatIsLeftOutHoldsIsNobodysBusiness() throws IOException {
        assertThat(only("email,note\nada@example.org,di\u000Bar\0y\n").email().value())
                .isEqualTo("ada@example.org");
    }

    @Test
    void whatIsSaidAgainIsCutBetweenLetters() throws IOException {
        assertThat(rows("email\n" + "x".repeat(79) + "😀😀\n"))
                .containsExactly(new Row.Bad(
                        2,
                        "x".repeat(79) + "😀😀",
                        "“" + "x".repeat(79) + "…” is not an email address that we can send to."));
    }

    @Test
    void whatStandsInARowAtFaultIsKeptAsFarAsItCanBeReadAndStored() throws IOException {
        assertThat(rows("email\thour\n bo\0@example.org\t7\nada@example.org\t24\n\t5\n\"chidi\"@example.org\t7\n"
                        + "x".repeat(252) + "😀😀\t7\n"))
                .extracting(row -> ((Row.Bad) row).typed())
                .containsExactly(
                        "bo\uFFFD@example.org",
                        "ada@example.org",
                        "",
                        "\"chidi\"@example.org 7",
                        "x".repeat(252) + "…");
    }

    @Test
    void aRowThatIsNotUtf8IsNamedAndTheOthersAreTaken() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("email,name\nada@example.org,Zoë\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("bo@example.org,Zoë\n".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes("chidi@example.org,\n".getBytes(StandardCharsets.UTF_8));
        List<Row> rows = open(bytes.toByteArray()).next(10);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isInstanceOf(Row.Good.class);
        assertThat(rows.get(1)).isInstanceOfSatisfying(Row.Bad.class, bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.reason()).contains("not UTF-8");
        });
        assertThat(rows.get(2)).isInstanceOf(Row.Good.class);
    }

    @Test
    void aQuotedCellMayRunOverSeveralLines() throws IOException {
        List<Row> rows =
                rows("email,note\nada@example.org,\"She said \"\"yes\"\",\n\nand meant it\"\nbo@example.org,\n");
        assertThat(rows).hasSize(2).allMatch(Row.Good.class::isInstance);
        assertThat(((Row.Good) rows.getLast()).reader().line()).isEqualTo(5);
    }

    @Test
    void aStrayQuotationMarkCostsItsOwnRowOnly() throws IOException {
        String many = String.join(
                "\n",
                IntStream.range(0, 300).mapToObj(n -> "r" + n + "@example.org,").toList());
        List<Row> rows =
                rows("email,note\n\"ada@example.org,\n" + many + "\n\"bo@example.org,\n\"chidi@example.org,\n");
        assertThat(rows).hasSize(303);
        assertThat(rows.stream().filter(Row.Bad.class::isInstance).map(row -> ((Row.Bad) row).line()))
                .containsExactly(2, 303, 304);
    }

    @Test
    void quotationMarksWithinCellsJoinNoLines() throws IOException {
        List<Row> rows = rows("""
                email,confirmed_at,note
                a@x.example,2026-01-01,6" pipe
                b@x.example,2026-01-01,
                b2@x.example,2026-01-01,
                c@x.example,2026-01-01,5" nail
                d@x.example,2026-01-01,
                """);
        assertThat(rows).allMatch(Row.Good.class::isInstance);
        assertThat(rows.stream().map(row -> ((Row.Good) row).reader().line())).containsExactly(2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    email,note|a@x.example,"stray|b@x.example,|c@x.example,6"
                    email,note|a@x.example,"stray|b@x.example,|c@x.example,"right"
                    email,note|a@x.example,"stray|b@x.example,5"" nail|c@x.example,
                    note,email|"stray,a@x.example|,b@x.example|6",c@x.example
                    email;note|a@x.example;"stray|b@x.example;2026|c@x.example;6"
                    """)
    void rowsBetweenTwoStrayQuotationMarksAreNotTakenForACell(String head, String first, String second, String third)
            throws IOException {
        List<Row> rows = rows(String.join("\n", head, first, second, third));
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst()).isInstanceOfSatisfying(Row.Bad.class, bad -> {
            assertThat(bad.line()).isEqualTo(2);
            assertThat(bad.reason()).contains("quotation marks do not match");
        });
        assertThat(rows.subList(1, 3)).allMatch(Row.Good.class::isInstance);
    }

    @Test
    void aCellThatIsClosedTooFarBelowOrInALineThatNeverEndsLosesNoLine() throws IOException {
        List<Row> far = rows("email,note\nada@example.org,\"" + "dear\n".repeat(101) + "me\"\nbo@example.org,\n");
        assertThat(far).hasSize(103);
        assertThat(far.subList(0, 102)).allMatch(Row.Bad.class::isInstance);
        assertThat(far.getLast()).isInstanceOf(Row.Good.class);

        List<Row> rows = rows("email,note\nada@example.org,\"dear\n\"" + "\t".repeat(30_000) + "me\nbo@example.org,\n");
        assertThat(rows).hasSize(3);
        assertThat(((Row.Bad) rows.get(0)).reason()).contains("quotation marks do not match");
        assertThat(((Row.Bad) rows.get(1)).reason()).contains("longer than 20000");
        assertThat(rows.get(2)).isInstanceOf(Row.Good.class);
    }

    @Test
    void aNoteMayEndWithAnAddress() throws IOException {
        List<Row> rows = rows("email,note\nada@example.org,\"Write to me, please:\nada@example.org\nAda\"\n");
        assertThat(rows).singleElement().isInstanceOf(Row.Good.class);
    }

    @Test
    void aLineThatNeverEndsIsNotKept() throws IOException {
        List<Row> rows = rows("email\n" + "x".repeat(3_000_000) + "\nada@example.org\n");
        assertThat(rows).hasSize(2);
        assertThat(((Row.Bad) rows.getFirst()).reason()).contains("longer than 20000");
        assertThat(rows.getLast()).isInstanceOf(Row.Good.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    |The file is empty
                    ada@example.org,robotics|one of them “email”
                    email,hour,Email|names the column “email” twice
                    PK\u0003\u0004|not a CSV file
                    "email|quotation marks in the first line
                    """)
    void aFileWithoutAFirstLineThatNamesTheColumnsIsRefusedAsAWhole(String head, String sentence) throws IOException {
        assertThat(ReaderFile.open(
                        new ByteArrayInputStream(
                                (head == null ? "" : head + "\nada@example.org\n").getBytes(StandardCharsets.UTF_8)),
                        ReaderFileTest::cells))
                .isInstanceOfSatisfying(ReaderFile.Opened.Wrong.class, wrong -> assertThat(wrong.sentence())
                        .contains(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void aFileInUtf16IsRefusedWithWhatToDoAboutIt(String encoding) throws IOException {
        byte[] bytes = "email;hour\r\nada@example.org;5\r\n".getBytes(Charset.forName(encoding));
        assertThat(ReaderFile.open(new ByteArrayInputStream(bytes), ReaderFileTest::cells))
                .isInstanceOfSatisfying(ReaderFile.Opened.Wrong.class, wrong -> assertThat(wrong.sentence())
                        .contains("UTF-16", "“Unicode”", "save it as “CSV UTF-8”"));
    }

    private static ImportedReader only(String text) throws IOException {
        List<Row> rows = rows(text);
        assertThat(rows).singleElement().isInstanceOf(Row.Good.class);
        return ((Row.Good) rows.getFirst()).reader();
    }

    private static List<Row> rows(String text) throws IOException {
        return open(text).next(1_000);
    }

    private static ReaderFile open(String text) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ReaderFile open(byte[] bytes) throws IOException {
        return switch (ReaderFile.open(new ByteArrayInputStream(bytes), ReaderFileTest::cells)) {
            case ReaderFile.Opened.Good(ReaderFile file) -> file;
            case ReaderFile.Opened.Wrong(String sentence) -> throw new AssertionError(sentence);
        };
    }

    private static ImportCells cells(ImportColumns columns) {
        return new ImportCells(columns, TOPICS, ZoneId.of("Asia/Tokyo"), 7, NOW);
    }
}
