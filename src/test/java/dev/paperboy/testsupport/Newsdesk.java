package dev.paperboy.testsupport;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** What happens in a newsroom from day to day, done as people and the schedule do it. */
@ApplicationScoped
public class Newsdesk {

    /** A form takes twenty sign-ups in ten minutes from one network address, and all tests come from one. */
    private static final Duration BETWEEN_SIGN_UPS = Duration.ofSeconds(31);

    private static final Duration AFTER_A_FLOOD = Duration.ofMinutes(11);

    private final Ingest ingest;
    private final Dispatch dispatch;
    private final Issues issues;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Newsletter newsletter;
    private final DataSource database;
    private final TestClock clock;

    Newsdesk(
            Ingest ingest,
            Dispatch dispatch,
            Issues issues,
            Outbox outbox,
            Subscriptions subscriptions,
            Newsletter newsletter,
            DataSource database,
            TestClock clock) {
        this.ingest = ingest;
        this.dispatch = dispatch;
        this.issues = issues;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.newsletter = newsletter;
        this.database = database;
        this.clock = clock;
    }

    /** Sends what is due, and sees to it that there is an issue to welcome readers with. */
    public void open() {
        clock.advance(AFTER_A_FLOOD);
        outbox.start();
        if (issues.published(1).isEmpty()) {
            morning("Clocks That Agree");
        }
    }

    /** The next day at a minute past six, when its issue has been made of papers with these titles. */
    public Issue morning(String... titles) {
        return morning(today().plusDays(1), titles);
    }

    public Issue morning(LocalDate day, String... titles) {
        if (titles.length > 0) {
            papers(day, titles);
        }
        wakeOn(day);
        look();
        dispatch.takeUp();
        return issues.find(IssueKind.DAILY, day).orElseThrow();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), newsletter.zone());
    }

    public void wakeOn(LocalDate day) {
        waitUntil(day.atTime(6, 1));
    }

    /** Until it is this hour here, and everything that is due then has left. */
    public void sendUntil(LocalDate day, int hour) {
        waitUntil(day, hour);
        awaitNothingDue();
    }

    public void waitUntil(LocalDate day, int hour) {
        waitUntil(day.atTime(hour, 0));
    }

    private void waitUntil(LocalDateTime there) {
        clock.moveTo(there.atZone(newsletter.zone()).toInstant().toString());
    }

    /** All sources but the sample, which has nothing new. */
    public void look() {
        ingest.run("papers");
        ingest.run("gazette");
    }

    public void papers(LocalDate day, String... titles) {
        StringBuilder rows = new StringBuilder();
        for (int n = 0; n < titles.length; n++) {
            rows.append("""
                    {"id":"desk-%s-%d","title":"%s","abstract":"A paper of its day.","date":"%s","upvotes":50}
                    """.formatted(day, n, titles[n], day));
        }
        file(day + ".jsonl", rows.toString());
    }

    /** The rows of a day's papers. */
    public List<String> lines(LocalDate day) {
        try {
            return Files.readAllLines(newsletter.dataDir().resolve("papers").resolve(day + ".jsonl"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Path file(String name, String rows) {
        try {
            return Files.writeString(newsletter.dataDir().resolve("papers").resolve(name), rows);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Types an address and these choices into the form. */
    public void signUp(String address, Map<String, ?> choices) {
        clock.advance(BETWEEN_SIGN_UPS);
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(choices)
                .formParam("email", address)
                .post("/subscribe")
                .then()
                .statusCode(200);
    }

    /** Signs up, presses the button behind the link in the mail, and has been welcomed where there was an issue for these choices. */
    public Postbag join(ScriptedSmtpServer relay, String address, Map<String, ?> choices) {
        Postbag postbag = new Postbag(relay, address);
        signUp(address, choices);
        String welcome = given().post(postbag.await(1).link("confirm")).asString();
        assertThat(welcome).contains("is confirmed");
        if (welcome.contains("is on its way")) {
            postbag.await(2);
        }
        return postbag;
    }

    /** What the ledger says about a reader's copy. */
    public Delivery row(Issue issue, Postbag reader) {
        return outbox.find(issue.id(), reader(reader.address()).id()).orElseThrow();
    }

    public Reader reader(String address) {
        return subscriptions.byEmail(new EmailAddress(address)).orElseThrow();
    }

    /** A browser in which somebody of the newsroom is signed in. */
    public RequestSpecification operator() {
        String session = browser()
                .formParams("name", "admin", "password", "correct horse battery")
                .post("/console/login")
                .then()
                .statusCode(303)
                .extract()
                .cookie("paperboy_session");
        return browser().cookie("paperboy_session", session);
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin");
    }

    /** Until nothing is left that should have left by now. */
    public void awaitNothingDue() {
        if (due().isEmpty()) {
            return;
        }
        // Wakes the workers, who would look at the clock by themselves a second later.
        outbox.tryRelaysNow();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(due())
                .isEmpty());
    }

    private List<String> due() {
        return rows("select id, status, reply from delivery where status = 'LEASED' or status = 'PENDING'"
                + " and not_before <= timestamp with time zone '" + clock.instant() + "'");
    }

    /** Each row of a query as text. */
    public List<String> rows(String query) {
        try (Connection connection = database.getConnection();
                ResultSet found = connection.createStatement().executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    Object value = found.getObject(column);
                    row.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                            .append(" | ");
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException unreadable) {
            throw new AssertionError(query, unreadable);
        }
    }

    public int change(String statement, Object... values) {
        try (Connection connection = database.getConnection();
                var update = connection.prepareStatement(statement)) {
            for (int n = 0; n < values.length; n++) {
                update.setObject(n + 1, values[n]);
            }
            return update.executeUpdate();
        } catch (SQLException failure) {
            throw new AssertionError(statement, failure);
        }
    }
}
