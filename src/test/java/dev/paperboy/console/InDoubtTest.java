package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.paperboy.issue.Issue;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.EngineSwitch;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mails of which nobody can know whether they arrived, settled all at once. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class InDoubtTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");
    private static final Map<String, ?> IN_THE_AFTERNOON = Map.of("hour", "15");
    private static final String MARKED = "SENT | 3 | marked as sent by an operator | is over | 0 | null | ";
    private static final String DOUBTS = "/console/deliveries/doubts/";

    @Inject
    Newsdesk desk;

    @Inject
    Outbox outbox;

    @Inject
    EngineSwitch engine;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @AfterEach
    void noDoubtIsLeft() {
        desk.change("delete from delivery where reader_id >= 5000000");
        desk.change("update delivery set status = 'SENT' where status = 'UNCERTAIN'");
    }

    @Test
    void sendingAllAgainIsWhatSendingEachAgainIsAndTouchesNothingElse() throws Exception {
        Postbag ada = desk.join(relay, "ada@doubts.example", AT_ONCE);
        Postbag ben = desk.join(relay, "ben@doubts.example", AT_ONCE);
        Postbag eve = desk.join(relay, "eve@doubts.example", AT_ONCE);
        Postbag cleo = desk.join(relay, "cleo@doubts.example", AT_ONCE);
        Postbag dora = desk.join(relay, "dora@doubts.example", AT_ONCE);
        Issue yesterday = desk.morning("The Post of Yesterday");
        desk.awaitNothingDue();
        Issue issue = desk.morning("A Bridge Under Fog");
        desk.awaitNothingDue();
        List<Long> doubts = List.of(doubt(issue, ada), doubt(issue, ben));
        long alone = doubt(issue, eve);
        doubt(yesterday, ada);
        doubtNotice(ada);
        desk.change("update delivery set status = 'FAILED' where id = ?", id(issue, dora));
        List<String> others = allBut(doubts, alone);
        engine.off();

        desk.operator().post("/console/deliveries/" + alone + "/again").then().statusCode(303);
        assertThat(desk.operator().get(list(issue)).asString())
                .contains(
                        "2 mails in doubt", "Count all 2 as sent", "Send all 2 again", "the Message-ID stays the same")
                .contains(inHtml(ada.of(issue).getFirst().header("Message-ID")))
                .doesNotContain(inHtml(cleo.of(issue).getFirst().header("Message-ID")));
        assertThat(press(issue.id() + "/again")).endsWith("&done=all_again&mails=2");

        String settled = "PENDING | 0 | sent again by an operator | waits | 0 | true | ";
        assertThat(what(doubts)).containsExactly(settled, settled);
        assertThat(what(List.of(alone))).containsExactly(settled);
        assertThat(allBut(doubts, alone)).isEqualTo(others);
        engine.on();
        desk.awaitNothingDue();
        assertThat(List.of(ada, ben)).allSatisfy(reader -> {
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SENT);
            assertThat(reader.of(issue)).hasSize(2);
            assertThat(reader.of(issue).stream()
                            .map(mail -> mail.header("Message-ID"))
                            .distinct())
                    .hasSize(1);
            assertThat(reader.of(yesterday)).hasSize(1);
        });
        assertThat(List.of(cleo, dora))
                .allSatisfy(reader -> assertThat(reader.of(issue)).hasSize(1));

        assertThat(desk.operator().get("/console/issues/" + issue.date()).asString())
                .contains("3 mails were sent again in doubt");
        List<String> after = allBut(List.of());
        assertThat(press(issue.id() + "/again")).endsWith("&done=all_settled");
        desk.awaitNothingDue();
        assertThat(allBut(List.of())).isEqualTo(after);
        assertThat(ada.of(issue)).hasSize(2);
    }

    private static String inHtml(String text) {
        return text.replace("<", "&lt;").replace(">", "&gt;");
    }

    @Test
    void allThatIsInDoubtCanBeCountedAsSentAndNothingLeaves() {
        Postbag ada = desk.join(relay, "ada+2@doubts.example", AT_ONCE);
        Postbag ben = desk.join(relay, "ben+2@doubts.example", AT_ONCE);
        Postbag dora = desk.join(relay, "dora+2@doubts.example", AT_ONCE);
        Issue yesterday = desk.morning("The Post of the Day Before");
        desk.awaitNothingDue();
        Issue issue = desk.morning("A Ferry Under Fog");
        desk.awaitNothingDue();
        List<Long> doubts = List.of(doubt(issue, ada), doubt(issue, ben));
        doubt(yesterday, ben);
        doubtNotice(ben);
        desk.change("update delivery set status = 'FAILED' where id = ?", id(issue, dora));
        List<String> others = allBut(doubts);

        String to = press(issue.id() + "/sent");
        assertThat(to).endsWith("&done=all_marked&mails=2");
        desk.operator().get(path(to)).then().body(containsString("Counted as sent: 2 mails."));

        assertThat(what(doubts)).containsExactly(MARKED, MARKED);
        assertThat(allBut(doubts)).isEqualTo(others);
        List<String> after = allBut(List.of());
        assertThat(press(issue.id() + "/sent")).endsWith("&done=all_settled");
        assertThat(press(issue.id() + "/again")).endsWith("&done=all_settled");
        desk.operator().get(list(issue) + "&done=all_settled").then().body(containsString("Nothing was changed"));
        assertThat(allBut(List.of())).isEqualTo(after);
        desk.awaitNothingDue();
        assertThat(ada.of(issue)).hasSize(1);
    }

    @Test
    void noticesAreABundleOfTheirOwn() {
        Postbag ada = desk.join(relay, "ada+3@doubts.example", AT_ONCE);
        Postbag ben = desk.join(relay, "ben+3@doubts.example", AT_ONCE);
        Issue issue = desk.morning("A Road Under Fog");
        desk.awaitNothingDue();
        List<Long> doubts = List.of(doubtNotice(ada), doubtNotice(ben));
        doubt(issue, ada);
        List<String> others = allBut(doubts);

        String page = desk.operator()
                .get("/console/deliveries?status=uncertain&issue=notices")
                .asString();
        assertThat(page)
                .contains("<option value=\"notices\" selected>", "2 mails in doubt", DOUBTS + "notices/sent")
                .doesNotContain(IssueDesk.shortTitle(issue));
        assertThat(page.split("<th scope=\"row\">")).hasSize(3);
        assertThat(press("notices/sent")).endsWith("&issue=notices&address=&done=all_marked&mails=2");
        assertThat(what(doubts)).containsExactly(MARKED, MARKED);
        assertThat(allBut(doubts)).isEqualTo(others);
    }

    @Test
    void aHeldIssuesMailsWaitAndACancelledOnesAreNotOffered() {
        Postbag ada = desk.join(relay, "ada+4@doubts.example", AT_ONCE);
        Postbag ben = desk.join(relay, "ben+4@doubts.example", AT_ONCE);
        desk.join(relay, "late+4@doubts.example", IN_THE_AFTERNOON);
        Issue issue = desk.morning("A Tunnel Under Fog");
        desk.awaitNothingDue();
        String path = "/console/issues/" + issue.date();
        List<Long> doubts = List.of(doubt(issue, ada), doubt(issue, ben));
        desk.operator()
                .get(path)
                .then()
                .body(
                        containsString("2 mails are in doubt"),
                        containsString("/console/deliveries?issue=" + issue.id() + "&amp;status=uncertain\">Settle"));

        desk.operator().formParam("why", "fog").post(path + "/hold").then().statusCode(303);
        desk.operator().get(list(issue)).then().body(containsString("they wait until it is sent on"));
        press(issue.id() + "/again");
        desk.awaitNothingDue();
        String waiting = "HELD | 0 | held with its issue | waits | 0 | null | ";
        assertThat(what(doubts)).containsExactly(waiting, waiting);
        assertThat(ada.of(issue)).hasSize(1);

        List.of(ada, ben).forEach(reader -> doubt(issue, reader));
        desk.operator().post(path + "/cancel").then().statusCode(303);
        desk.operator()
                .get(list(issue))
                .then()
                .body(
                        containsString("The issue is cancelled"),
                        containsString("Count all 2 as sent"),
                        not(containsString(DOUBTS + issue.id() + "/again")));
    }

    @Test
    void whatIsShownIsWhatTheButtonsAreAbout() {
        Postbag ada = desk.join(relay, "ada+5@doubts.example", AT_ONCE);
        Postbag ben = desk.join(relay, "ben+5@doubts.example", AT_ONCE);
        Issue issue = desk.morning("A Harbour Under Fog");
        desk.awaitNothingDue();
        doubt(issue, ada);
        desk.operator().get(list(issue)).then().body(not(containsString(DOUBTS)));
        doubt(issue, ben);
        desk.operator().get(list(issue)).then().body(containsString(DOUBTS));
        for (String other : List.of(
                "status=uncertain",
                "issue=" + issue.id() + "&address=" + ada.address(),
                "status=uncertain&issue=" + issue.id() + "&address=" + ada.address())) {
            desk.operator()
                    .urlEncodingEnabled(false)
                    .get("/console/deliveries?" + other.replace("+", "%2B"))
                    .then()
                    .body(containsString("ada+5@"), not(containsString(DOUBTS)));
        }
        desk.operator().get("/console/deliveries?status=uncertain").then().body(containsString("Choose an issue"));
    }

    @Test
    void nobodyElseSettlesAnything() {
        Postbag ada = desk.join(relay, "ada+6@doubts.example", AT_ONCE);
        Issue issue = desk.morning("A Station Under Fog");
        desk.awaitNothingDue();
        long doubt = doubt(issue, ada);
        for (String verb : List.of("/again", "/sent")) {
            String address = DOUBTS + issue.id() + verb;
            given().header("Sec-Fetch-Site", "same-origin").post(address).then().statusCode(401);
            desk.operator()
                    .header("Sec-Fetch-Site", "cross-site")
                    .post(address)
                    .then()
                    .statusCode(403);
            desk.operator().get(address).then().statusCode(303).header("Location", endsWith("/console/deliveries"));
            desk.operator().post(DOUBTS + "everything" + verb).then().statusCode(404);
        }
        assertThat(desk.rows("select status from delivery where id = " + doubt)).containsExactly("UNCERTAIN | ");
    }

    @Test
    void moreThanAPageOfDoubtsIsListedPageByPage() {
        Issue issue = desk.morning("A Town Under Fog");
        desk.awaitNothingDue();
        int many = 405;
        Instant farAway = Instant.parse("2099-01-01T00:00:00Z");
        outbox.entrust(LongStream.range(0, many)
                .mapToObj(n -> Entrusted.issue(
                        issue.id(), 5_000_000 + n, farAway, new Contents(List.of(1), Map.of(), List.of())))
                .toList());
        desk.change("update delivery set status = 'UNCERTAIN', not_before = null, finished_at = due_at"
                + " where reader_id >= 5000000");
        List<String> listed = new ArrayList<>();
        int pages = 0;
        for (String next = list(issue); !next.isEmpty() && pages < 9; pages++) {
            String page = desk.operator().urlEncodingEnabled(false).get(next).asString();
            assertThat(page).contains("Count all 405 as sent", "Send all 405 again");
            Pattern.compile("/console/deliveries/(\\d+)/again\"")
                    .matcher(page)
                    .results()
                    .map(MatchResult::group)
                    .forEach(listed::add);
            Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
            next = older.find() ? older.group(1).replace("&amp;", "&") : "";
        }
        assertThat(pages).isEqualTo(3);
        assertThat(listed).hasSize(many).doesNotHaveDuplicates();

        assertThat(press(issue.id() + "/sent")).endsWith("&mails=405");
        desk.operator()
                .get(list(issue) + "&before=9000000000")
                .then()
                .body(containsString("No delivery is like this"), containsString("The newest</a>"));
    }

    private long doubt(Issue issue, Postbag reader) {
        return doubt(id(issue, reader));
    }

    private long id(Issue issue, Postbag reader) {
        Delivery row = desk.row(issue, reader);
        return row.id();
    }

    private long doubtNotice(Postbag reader) {
        String row = desk.rows("select id from delivery where issue_id is null and reader_id = "
                        + desk.reader(reader.address()).id())
                .getFirst();
        return doubt(Long.parseLong(row.substring(0, row.indexOf(' '))));
    }

    /** As a node leaves a mail that was lost with all that it knew. */
    private long doubt(long id) {
        desk.change(
                "update delivery set status = 'UNCERTAIN', attempts = 3, epoch = 7, reply = 'no answer' where id = ?",
                id);
        return id;
    }

    /** What has become of each of them. */
    private List<String> what(List<Long> ids) {
        return desk.rows(
                "select status, attempts, reply, case when finished_at is null then 'waits' else 'is over' end,"
                        + " epoch, not_before = due_at from delivery where id in (" + commas(ids) + ")");
    }

    private List<String> allBut(List<Long> ids, long... more) {
        List<Long> left = new ArrayList<>(ids);
        LongStream.of(more).forEach(left::add);
        return desk.rows("select * from delivery where id not in (0" + (left.isEmpty() ? "" : "," + commas(left))
                + ") order by id");
    }

    private static String commas(List<Long> ids) {
        return String.join(",", ids.stream().map(String::valueOf).toList());
    }

    private static String list(Issue issue) {
        return "/console/deliveries?status=uncertain&issue=" + issue.id();
    }

    private String press(String verb) {
        return desk.operator()
                .post(DOUBTS + verb)
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    private static String path(String location) {
        return location.substring(location.indexOf("/console"));
    }
}
