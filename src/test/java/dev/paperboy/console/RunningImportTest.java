package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What operators see while a file is taken in. Its second batch waits, because somebody whose address is in it signs up at that very
 * moment and is not done.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class RunningImportTest {

    @Inject
    Newsdesk newsdesk;

    @Inject
    Subscriptions subscriptions;

    @Inject
    TestClock clock;

    @Inject
    DataSource database;

    private RequestSpecification operator;

    @BeforeEach
    void signIn() {
        operator = newsdesk.operator();
    }

    @Test
    void itsPageSaysHowFarItIs() throws SQLException {
        Connection somebody = signingUp("reader2500@progress.example");
        String page;
        try {
            page = accepted(upload(rows(10_000, "progress.example")));
            awaitTheFirstBatch(page);
            clock.advance(Duration.ofSeconds(10));
            String underWay = operator.get(page)
                    .then()
                    .statusCode(200)
                    .header("Refresh", equalTo("2"))
                    .extract()
                    .asString();
            Matcher read = Pattern.compile("Under way</span>, (\\d+)&nbsp;% read, about (\\d+) s left")
                    .matcher(underWay);
            assertThat(read.find()).as(underWay).isTrue();
            int percent = Integer.parseInt(read.group(1));
            assertThat(percent)
                    .as("two of ten thousand, and what is read ahead")
                    .isBetween(20, 35);
            assertThat(read.group(2)).isEqualTo(String.valueOf(10 * (100 - percent) / percent));
            assertThat(underWay)
                    .contains("10.0 s, 200 rows a second")
                    .contains("<progress max=\"100\" value=\"" + percent + "\">")
                    .contains("<b>2,000</b> <span>pending readers added</span>");
        } finally {
            thinksBetterOfIt(somebody);
        }
        assertThat(ended(page)).contains("Finished", "<b>10,000</b> <span>rows read</span>");
    }

    @Test
    void anotherFileHasToWait() throws SQLException {
        Connection somebody = signingUp("reader2500@first.example");
        String page;
        try {
            page = accepted(upload(rows(3_000, "first.example")));
            awaitTheFirstBatch(page);
            upload("email\nada@second.example\n")
                    .then()
                    .statusCode(409)
                    .body(containsString("The file was not taken in"))
                    .body(containsString("Another file is being taken in. Wait until that has ended."))
                    .body(containsString("<a href=\"" + page + "\">See how far it is.</a>"))
                    .body(containsString("Nothing was changed."));
        } finally {
            thinksBetterOfIt(somebody);
        }
        assertThat(ended(page)).contains("Finished", "<b>3,000</b> <span>rows read</span>");
        assertThat(subscriptions.byEmail(new EmailAddress("ada@second.example")))
                .isEmpty();
        assertThat(ended(accepted(upload("email\nada@second.example\n")))).contains("Finished");
        assertThat(subscriptions.byEmail(new EmailAddress("ada@second.example")))
                .isPresent();
    }

    private static String rows(int count, String domain) {
        return "email\n"
                + IntStream.range(0, count)
                        .mapToObj(n -> "reader" + n + "@" + domain + "\n")
                        .collect(Collectors.joining());
    }

    private Connection signingUp(String address) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour, created_at,"
                        + " welcome_due) values (?, ?, 'PENDING', '', 'DAILY', 'UTC', 7, ?, false)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, address);
            insert.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return connection;
    }

    private static void thinksBetterOfIt(Connection signingUp) throws SQLException {
        signingUp.rollback();
        signingUp.close();
    }

    private Response upload(String csv) {
        return newsdesk.operator()
                .multiPart("file", "readers.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/console/readers");
    }

    private static String accepted(Response answer) {
        return answer.then().statusCode(303).extract().header("Location");
    }

    private void awaitTheFirstBatch(String page) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> operator.get(page).asString().contains("<b>2,000</b> <span>rows read</span>"));
    }

    private String ended(String page) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> operator.get(page).header("Refresh") == null);
        return operator.get(page).asString();
    }
}
