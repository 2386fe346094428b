package dev.paperboy.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.testsupport.Newsroom;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ReaderSqlTest {

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    @Inject
    ReaderSql sql;

    @Inject
    Subscriptions subscriptions;

    @Inject
    EntityManager entities;

    @Inject
    DataSource source;

    @Test
    void aPageIsOfThoseWhoMayGetMailInTheOrderOfTheirIds() {
        ReaderStatus[] all = ReaderStatus.values();
        List<Long> oneOfEach = signedUp("page", all.length);
        for (int n = 0; n < all.length; n++) {
            become(all[n], oneOfEach.get(n));
        }
        long active = oneOfEach.get(ReaderStatus.ACTIVE.ordinal());
        long paused = oneOfEach.get(ReaderStatus.PAUSED.ordinal());

        long before = oneOfEach.getFirst() - 1;
        assertThat(mailableAfter(before, 1)).containsExactly(active);
        assertThat(mailableAfter(active, 1)).containsExactly(paused);
        assertThat(mailableAfter(before, 100))
                .startsWith(active, paused)
                .doesNotContainAnyElementsOf(oneOfEach.stream()
                        .filter(id -> id != active && id != paused)
                        .toList());
    }

    @Test
    void readersAreFoundOnceByTheirIdsWhateverElseIsAskedFor() {
        List<Long> three = signedUp("wanted", 3);
        List<Long> wanted = List.of(three.get(2), -1L, three.get(0), three.get(2));
        List<Reader> found = QuarkusTransaction.requiringNew().call(() -> sql.byIds(wanted));
        assertThat(found).extracting(Reader::id).containsExactlyInAnyOrder(three.get(0), three.get(2));
        assertThat(QuarkusTransaction.requiringNew().call(() -> sql.byIds(List.of())))
                .isEmpty();
    }

    /** Otherwise an audience of a million costs a million rows for each of its pages. */
    @Test
    void aPageLooksAtNoMoreReadersThanItHas() throws SQLException {
        Assumptions.assumeFalse(Newsroom.ON_POSTGRESQL, "its planner is not told how to read: this is about H2");
        List<Long> many = signedUp("scanned", 40);
        become(ReaderStatus.ACTIVE, many.toArray(Long[]::new));
        assertThat(scanned(many.getFirst() - 1, 3)).isBetween(3, 4);
    }

    private List<Long> signedUp(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new EmailAddress(name + "-" + n + "@reader-sql.example"))
                .peek(address ->
                        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7)))
                .map(address -> subscriptions.byEmail(address).orElseThrow().id())
                .toList();
    }

    private void become(ReaderStatus status, Long... ids) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createQuery("update ReaderRow r set r.status = ?1 where r.id in ?2")
                        .setParameter(1, status)
                        .setParameter(2, List.of(ids))
                        .executeUpdate());
    }

    private List<Long> mailableAfter(long id, int most) {
        return QuarkusTransaction.requiringNew().call(() -> sql.mailableAfter(id, most)).stream()
                .map(Reader::id)
                .toList();
    }

    private int scanned(long after, int most) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement explain =
                        connection.prepareStatement("explain analyze " + ReaderSql.MAILABLE_AFTER)) {
            explain.setLong(1, after);
            explain.setInt(2, most);
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                MatchResult found =
                        SCANNED.matcher(plan.getString(1)).results().findFirst().orElseThrow();
                return Integer.parseInt(found.group(1));
            }
        }
    }
}
