package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What went wrong for others with days, hours and days without news. The newsroom is in New York and makes its issue at six. What is
 * proved elsewhere:
 *
 * <ul>
 *   <li>Every hour in every zone: {@code DueTimeTest}; days of the week: {@code TimetableTest}, {@code
 *       DispatchTest#aWeeklyReaderGetsTheWeekAndNotTheDay}.
 *   <li>What each source says when it is empty, late, or tells of yesterday: {@code ArxivSourceTest}, {@code HuggingFaceSourceTest}, {@code
 *       BrokenPaperFileTest}, {@code LooksTest}; a day whose papers are all weak: {@code BarTest}.
 * </ul>
 */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class CalendarPitfallsTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");

    @Inject
    Newsdesk desk;

    @Inject
    Ingest ingest;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void aDayWithoutPapersSendsNothingAndItsIssueGoesOutWhenTheyComeLate() {
        Postbag reader = desk.join(relay, "no-news@calendar.example", AT_ONCE);
        Issue empty = desk.morning();
        desk.awaitNothingDue();
        assertThat(empty.status()).isEqualTo(IssueStatus.EMPTY);
        assertThat(reader.of(empty)).isEmpty();

        clock.advance(Duration.ofHours(3));
        desk.papers(empty.date(), "The Train at Nine");
        desk.look();
        dispatch.takeUp();
        dispatch.takeUp();
        desk.awaitNothingDue();
        assertThat(reader.of(empty)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("The Train at Nine"));
    }

    @Test
    void aSourceThatIsLateIsWaitedForUntilItIsTooLate() {
        Postbag reader = desk.join(relay, "waits@calendar.example", AT_ONCE);
        LocalDate day = desk.today().plusDays(1);
        desk.papers(day, "A Boat Behind Its Time");
        desk.wakeOn(day);
        ingest.run("gazette");
        dispatch.takeUp();
        assertThat(issues.find(IssueKind.DAILY, day)).isEmpty();
        clock.advance(Duration.ofMinutes(90));
        ingest.run("papers");
        dispatch.takeUp();
        desk.awaitNothingDue();
        assertThat(reader.issueOf(day)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("A Boat Behind Its Time")
                .doesNotContain("Papers from papers could not"));

        LocalDate next = day.plusDays(1);
        desk.wakeOn(next);
        ingest.run("gazette");
        dispatch.takeUp();
        assertThat(issues.find(IssueKind.DAILY, next)).isEmpty();
        clock.advance(Duration.ofHours(2));
        dispatch.takeUp();
        Issue without = issues.find(IssueKind.DAILY, next).orElseThrow();
        assertThat(without.status()).isEqualTo(IssueStatus.EMPTY);
        assertThat(without.note()).contains("papers");
        assertThat(desk.operator().get("/console/issues/" + next).asString()).contains(without.note());
    }

    @Test
    void anIssueIsHeldForAnOperatorWhereASourceMustNotBeMissed() {
        Postbag reader = desk.join(relay, "held@calendar.example", AT_ONCE);
        LocalDate day = desk.today().plusDays(1);
        desk.papers(day, "Mist on the Wires");
        desk.wakeOn(day);
        ingest.run("papers");
        dispatch.takeUp();
        dispatch.takeUp();
        Issue held = issues.find(IssueKind.DAILY, day).orElseThrow();
        assertThat(held.status()).isEqualTo(IssueStatus.HELD);
        desk.awaitNothingDue();
        assertThat(reader.issueOf(day)).isEmpty();
        assertThat(desk.operator().get("/console/issues/" + day).asString())
                .contains("gazette", "late: send it without, or cancel it");

        desk.operator().post("/console/issues/" + day + "/send").then().statusCode(303);
        desk.awaitNothingDue();
        assertThat(reader.issueOf(day)).singleElement().satisfies(mail -> assertThat(
                        mail.text().replaceAll("\\s+", " "))
                .contains("gazette", "could not be read in time for this issue"));
    }

    @Test
    void theSameListAsYesterdayIsNotSentAgain() {
        Postbag reader = desk.join(relay, "yesterday@calendar.example", AT_ONCE);
        Issue first = desk.morning("A Song Heard Once", "An Echo");
        desk.awaitNothingDue();
        assertThat(reader.of(first)).hasSize(1);

        LocalDate day = first.date().plusDays(1);
        String rows = String.join("\n", desk.lines(first.date()));
        desk.file("again-" + day + ".jsonl", rows.replace("\"date\":\"" + first.date(), "\"date\":\"" + day) + "\n");
        Issue second = desk.morning();
        desk.awaitNothingDue();
        assertThat(second.date()).isEqualTo(day);
        assertThat(second.status()).isEqualTo(IssueStatus.EMPTY);
        assertThat(reader.of(second)).isEmpty();
    }

    @Test
    void ofFiveHundredPapersAReaderGetsAsManyAsTheyAskedFor() {
        Postbag usual = desk.join(relay, "ten@calendar.example", AT_ONCE);
        Postbag eager = desk.join(relay, "twenty-five@calendar.example", Map.of("hour", "6", "papers", "25"));
        Issue flood = desk.morning(IntStream.rangeClosed(1, 500)
                .mapToObj(n -> "Drop Number " + n + " of a Great Rain")
                .toArray(String[]::new));
        desk.awaitNothingDue();
        assertThat(flood.papers()).isBetween(25, 300);
        assertThat(cards(usual.of(flood))).isEqualTo(10);
        assertThat(cards(eager.of(flood))).isEqualTo(25);
    }

    @Test
    void whateverAReaderChangesDuringTheDayTheyGetOneIssueOfIt() {
        LocalDate saturday = desk.today().plusDays(2).with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
        desk.waitUntil(saturday.minusDays(1), 12);
        Map<String, ?> inTheEast = Map.of("zone", "Pacific/Kiritimati", "hour", "7");
        Postbag moves = desk.join(relay, "moves@calendar.example", inTheEast);
        Postbag wavers = desk.join(relay, "wavers@calendar.example", inTheEast);
        Postbag toWeekly = desk.join(relay, "to-weekly@calendar.example", Map.of("hour", "12"));
        Postbag toDaily = desk.join(relay, "to-daily@calendar.example", Map.of("hour", "12", "frequency", "weekly"));
        desk.morning(saturday, "Maps Folded Twice");

        prefer(moves, Map.of("zone", "Pacific/Pago_Pago", "hour", "9"));
        prefer(wavers, Map.of("pause", saturday.plusDays(20).toString()));
        prefer(wavers, Map.of("pause", ""));
        prefer(toWeekly, Map.of("frequency", "weekly"));
        prefer(toDaily, Map.of("frequency", "daily"));
        halfHourByHalfHour(Duration.ofHours(23));
        for (Postbag reader : List.of(moves, wavers, toWeekly, toDaily)) {
            assertThat(reader.issueOf(saturday)).as(reader.address()).hasSize(1);
        }
        assertThat(toDaily.issueOf(saturday).getFirst().subject()).contains("of the week");

        Issue sunday = desk.morning(saturday.plusDays(1), "Maps Unfolded");
        halfHourByHalfHour(Duration.ofHours(23));
        assertThat(moves.of(sunday)).singleElement().satisfies(mail -> assertThat(hour(mail, "Pacific/Pago_Pago"))
                .isEqualTo(9));
        assertThat(wavers.of(sunday)).hasSize(1);
        assertThat(toDaily.of(sunday)).hasSize(1);
        assertThat(toWeekly.of(sunday)).isEmpty();
    }

    /** In New York they skip an hour on 14 March 2027 and repeat one on 7 November, in Berlin on 28 March and 31 October. */
    @ParameterizedTest
    @ValueSource(strings = {"2027-03-14", "2027-03-28", "2027-11-07"})
    void onTheDayTheClocksChangeReadersFromUtcPlus14ToMinus11GetTheirMailOnceAtTheirHour(LocalDate change) {
        clock.moveTo(change.minusDays(2) + "T15:00:00Z");
        Map<String, Integer> hours = Map.of(
                "Pacific/Kiritimati", 7,
                "Pacific/Pago_Pago", 7,
                "America/New_York", 7,
                "Europe/Berlin", 12,
                "Australia/Lord_Howe", 9,
                "Asia/Kolkata", 8);
        Map<String, Postbag> readers = new LinkedHashMap<>();
        hours.forEach((zone, hour) -> readers.put(
                zone,
                desk.join(
                        relay,
                        zone.replace('/', '-').toLowerCase() + "-" + change + "@calendar.example",
                        Map.of("zone", zone, "hour", String.valueOf(hour)))));

        for (LocalDate day : List.of(change.minusDays(1), change, change.plusDays(1))) {
            desk.morning(day, "Shadows at Noon on " + day);
            halfHourByHalfHour(Duration.ofMinutes(22 * 60 + 30));
            readers.forEach((zone, reader) -> assertThat(reader.issueOf(day))
                    .as(zone + " on " + day)
                    .singleElement()
                    .satisfies(mail -> assertThat(hour(mail, zone)).isEqualTo(hours.get(zone))));
        }
    }

    private void halfHourByHalfHour(Duration span) {
        for (Duration passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plusMinutes(30)) {
            desk.awaitNothingDue();
            clock.advance(Duration.ofMinutes(30));
            dispatch.takeUp();
        }
        desk.awaitNothingDue();
    }

    private static void prefer(Postbag reader, Map<String, ?> choices) {
        given().formParams(choices)
                .post(reader.mails().get(1).link("preferences"))
                .then()
                .statusCode(200);
    }

    private static int cards(List<Received> mails) {
        assertThat(mails).hasSize(1);
        return mails.getFirst().html().split("<h2 ", -1).length - 1;
    }

    private static int hour(Received mail, String zone) {
        try {
            return mail.message()
                    .getSentDate()
                    .toInstant()
                    .atZone(ZoneId.of(zone))
                    .getHour();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
