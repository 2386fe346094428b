package dev.paperboy.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.subscription.Reader;
import dev.paperboy.testsupport.Inbox;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ReceivedMail;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import dev.paperboy.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One reader and one issue make one mail, whenever it is made and whatever changes meanwhile. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SameMailTest {

    private static final Map<String, ?> IN_THE_AFTERNOON = Map.of("hour", "15");
    private static final Map<String, ?> ROBOTS_AND_AGENTS = Map.of("hour", "6", "topic", List.of("robotics", "agents"));

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Previews previews;

    @Inject
    Issues issues;

    @Inject
    MailRenderer renderer;

    @Inject
    Topics topics;

    @Inject
    PublicUrls urls;

    @Inject
    SignedTokens tokens;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    private String catalogue;

    @BeforeEach
    void open() {
        desk.open();
        catalogue = topics.text();
    }

    @AfterEach
    void callTopicsWhatTheyWere() {
        topics.save(catalogue);
    }

    @Test
    void aMailInDoubtIsSentAgainAsItWasWhateverItsReaderHasChosenSince() {
        Postbag ada = desk.join(relay, "ada@same.example", ROBOTS_AND_AGENTS);
        Issue issue = desk.morning("Humanoid Robots That Iron", "Multi-Agent Systems That Argue");
        desk.awaitNothingDue();
        choose(ada, Map.of("hour", "6", "topic", "agents", "interests", "argue"));
        clock.advance(Duration.ofMinutes(7));
        sendAgain(issue, ada);

        assertThat(wire(ada, issue)).hasSize(2).allSatisfy(mail -> assertThat(mail)
                .contains("Agents, Robotics"));
        assertThat(wire(ada, issue).stream().map(SameMailTest::undated).distinct())
                .hasSize(1);
        assertThat(wire(ada, issue).stream().distinct()).as("their dates").hasSize(2);
    }

    @Test
    void aTopicThatIsRenamedOrGoneOnAnotherNodeOrAfterARestartIsCalledWhatTheIssueCallsIt() {
        // A catalogue may not lose a topic, so this one stays in it.
        catalogue += "\n- slug: knitting\n  name: Knitting\n  description: Yarn.\n  terms: [purl stitch]\n";
        topics.save(catalogue);
        Postbag ben =
                desk.join(relay, "ben@same.example", Map.of("hour", "6", "topic", List.of("robotics", "knitting")));
        Issue issue = desk.morning("Humanoid Robots That Fold", "One Purl Stitch at a Time");
        desk.awaitNothingDue();
        topics.save(catalogue.replace("name: Robotics\n", "name: Machines with bodies\n"));
        sendAgain(issue, ben);
        assertThat(wire(ben, issue)).hasSize(2);
        assertThat(wire(ben, issue).stream().map(SameMailTest::undated).distinct())
                .hasSize(1);

        IssueMails elsewhere = new IssueMails(issues, renderer, Topics.bundled(), urls);
        Delivery row = desk.row(issue, ben);
        Reader reader = desk.reader(ben.address());
        MailBuffer mail = new MailBuffer();
        elsewhere.write(
                new IssueMails.Copy(issue, row.contents(), reader.preferences().topics(), reader.key()),
                new Letterhead(reader.email(), urls.messageId(row.messageKey()), clock.instant()),
                mail);
        assertThat(undated(new String(mail.copy(), StandardCharsets.ISO_8859_1)))
                .contains("Knitting")
                .isEqualTo(undated(wire(ben, issue).getFirst()));
    }

    @Test
    void whoFollowsOnlyWhatTheIssueDoesNotKnowIsNotTakenToFollowEverything() {
        Postbag cleo = desk.join(relay, "cleo@same.example", Map.of("hour", "15"));
        Postbag dora = desk.join(relay, "dora@same.example", Map.of("hour", "15"));
        choose(cleo, Map.of("hour", "15", "interests", "lanterns"));
        desk.change("update reader set topics = 'beekeeping' where email in (?, ?)", cleo.address(), dora.address());
        Issue issue = desk.morning("Lanterns for Shallow Water", "Kites for Windless Days");
        Contents kept = desk.row(issue, cleo).contents();
        assertThat(kept.papers()).hasSize(1);
        assertThat(kept.topics()).containsExactly(0);
        assertThat(desk.row(issue, dora).status()).isEqualTo(DeliveryStatus.SKIPPED);
        desk.sendUntil(issue.date(), 15);
        assertThat(cleo.of(issue)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Matches your words: lanterns", "other topics")
                .doesNotContain("all topics"));
    }

    @Test
    void aRowOfAnEarlierVersionFollowsWhatItsReaderFollowsNow() {
        Postbag eve = desk.join(relay, "eve@same.example", Map.of("hour", "15", "topic", "robotics"));
        Issue issue = desk.morning("Humanoid Robots That Sew");
        desk.change(
                "update delivery set topics = null where id = ?",
                desk.row(issue, eve).id());
        choose(eve, Map.of("hour", "15", "topic", List.of("agents", "robotics")));
        assertThat(preview(issue, eve).text()).contains("Agents, Robotics");
        desk.sendUntil(issue.date(), 15);
        assertThat(eve.of(issue).getFirst().text()).contains("Agents, Robotics");
    }

    @Test
    void previewBeforeTheSealPreviewAfterItAndMailAreOne() {
        Postbag finn = desk.join(relay, "finn@same.example", IN_THE_AFTERNOON);
        LocalDate day = desk.today().plusDays(8);
        List<String> titles = new ArrayList<>();
        for (String where : List.of(
                "Amber", "Birch", "Cedar", "Dover", "Ember", "Fjord", "Gable", "Heron", "Ivory", "Jetty", "Knoll",
                "Lilac", "Mango", "Nylon", "Ocean")) {
            titles.add(
                    "The Lantern Keepers of " + where + " Harbour and All That They Have Ever Written Down About Ropes,"
                            + " Sails, Tar and the Smell of Old Boats in Long Winters");
        }
        // More of their own words than a row has room for.
        choose(finn, Map.of("hour", "15", "papers", "25", "interests", "\"" + String.join("\"\n\"", titles) + "\""));
        desk.papers(day, titles.toArray(String[]::new));
        desk.wakeOn(day);
        desk.look();
        dispatch.assembleToday();
        Issue issue = issues.find(IssueKind.DAILY, day).orElseThrow();
        RenderedMail draft = preview(issue, finn);
        dispatch.takeUp();
        RenderedMail sealed = preview(issue, finn);
        desk.sendUntil(day, 15);
        Inbox.Received mail = finn.of(issue).getFirst();

        assertThat(desk.row(issue, finn).contents().papers()).hasSize(15);
        assertThat(desk.row(issue, finn).contents().wishes()).hasSizeBetween(5, 14);
        assertThat(List.of(sealed.subject(), mail.subject())).containsOnly(draft.subject());
        assertThat(List.of(unlinked(sealed.text()), unlinked(mail.text()))).containsOnly(unlinked(draft.text()));
        assertThat(List.of(unlinked(sealed.html()), unlinked(mail.html()))).containsOnly(unlinked(draft.html()));
    }

    @Test
    void aWelcomeIsWhatItsPreviewShowsWhateverIsChosenAfterIt() {
        Issue issue = desk.morning("Humanoid Robots That Bake", "Multi-Agent Systems That Taste");
        Postbag gil = desk.join(relay, "gil@same.example", ROBOTS_AND_AGENTS);
        choose(gil, Map.of("hour", "6", "topic", "security"));
        assertThat(gil.of(issue)).singleElement().satisfies(mail -> {
            assertThat(mail.text()).contains("Agents, Robotics");
            assertThat(unlinked(mail.text()))
                    .isEqualTo(unlinked(preview(issue, gil).text()));
        });
    }

    @Test
    void aReadersWordsNeverMakeTheirMailFail() {
        Postbag hana = desk.join(relay, "hana@same.example", IN_THE_AFTERNOON);
        choose(hana, Map.of("hour", "15", "interests", "lantern\u0085 \u0092keepers"));
        assertThat(desk.reader(hana.address()).wishes().interests()).containsExactly("lantern keepers");
        // As an earlier version has kept them.
        desk.change(
                "update reader set interests = ? where email = ?",
                "lantern\tkeepers\u0092\nlantern\u0085makers",
                hana.address());

        Issue issue = desk.morning("Lantern Keepers of the North", "Lantern Makers of the South");
        assertThat(preview(issue, hana).text())
                .contains("Matches your words: lantern keepers", "Matches your words: lantern makers");
        desk.sendUntil(issue.date(), 15);
        assertThat(desk.row(issue, hana).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(hana.of(issue)).hasSize(1);
    }

    private void choose(Postbag reader, Map<String, ?> choices) {
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(choices)
                .post("/preferences/"
                        + tokens.sign(
                                Purpose.PREFERENCES,
                                desk.reader(reader.address()).key()))
                .then()
                .statusCode(200)
                .body(containsString("one that is waiting for your hour already stays as it is"));
    }

    private RenderedMail preview(Issue issue, Postbag reader) {
        return previews.forReader(issue.id(), desk.reader(reader.address()).id())
                .orElseThrow();
    }

    /** As an operator does it who cannot know whether it has arrived. */
    private void sendAgain(Issue issue, Postbag reader) {
        long row = desk.row(issue, reader).id();
        desk.change("update delivery set status = 'UNCERTAIN' where id = ?", row);
        desk.operator().post("/console/deliveries/" + row + "/again").then().statusCode(303);
        desk.awaitNothingDue();
    }

    /** The mails of an issue as they came over the wire. */
    private List<String> wire(Postbag reader, Issue issue) {
        String itsPage = "/issues/" + issue.date();
        return relay.received().stream()
                .filter(mail -> mail.to().contains("<" + reader.address() + ">"))
                .map(ReceivedMail::text)
                .filter(mail -> mail.contains(itsPage))
                .toList();
    }

    /** Without the date, and the signature that covers it. */
    private static String undated(String mail) {
        return mail.replaceFirst("(?m)^Date: .*$", "").replaceFirst("^DKIM-Signature: .*\\r\\n(?:[ \\t].*\\r\\n)*", "");
    }

    /** Previews have links for nobody. */
    private static String unlinked(String part) {
        return Pattern.compile("/(preferences|unsubscribe)/[\\w-]+")
                .matcher(part.replace("\r\n", "\n").strip())
                .replaceAll((MatchResult link) -> "/" + link.group(1));
    }
}
