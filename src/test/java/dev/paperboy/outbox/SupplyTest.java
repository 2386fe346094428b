package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.Database;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.testsupport.LosesPower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lanes get out of a ledger in H2, when the power goes and when something is wrong with what they get. */
class SupplyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Courier.Route RELAY =
            new RoutesToServers().to("relay", 25, 1, 1).routes().getFirst();

    @TempDir
    Path folder;

    private final JdbcDataSource source = new JdbcDataSource();
    private LedgerSql sql;
    private Ledger ledger;
    private Marks marks;
    private Supply supply;

    @BeforeEach
    void open() {
        LosesPower.install();
        source.setUrl("jdbc:h2:unforced:" + folder.resolve("paperboy") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
        Flyway.configure()
                .dataSource(source)
                .locations("db/migration", "db/h2")
                .load()
                .migrate();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        sql = new LedgerSql(source, Database.H2);
        ledger = new Ledger(null, null, sql, null, null, clock);
        marks = new Marks(
                Journal.begin(folder.resolve("journal"), 1, 1),
                notes -> ledger.mark(notes.stream().map(Marks.Note::mark).toList()),
                broken -> {});
        supply = supply(ledger);
        sql.insert(List.of(Entrusted.notice(DeliveryKind.CONFIRMATION, 1, NOW)), NOW);
        ledger.force();
    }

    private Supply supply(Ledger ledger) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new Supply(
                ledger,
                new Composing(List.of(new NoticesOnly()), mail -> {}, null, null, clock),
                null,
                Map.of(),
                new Shares(List.of(RELAY), relay -> true),
                marks,
                "node",
                1,
                () -> {},
                clock);
    }

    @AfterEach
    void close() throws SQLException, InterruptedException {
        assertThat(marks.close(Duration.ofSeconds(10))).isTrue();
        try (Connection connection = source.getConnection();
                Statement shutdown = connection.createStatement()) {
            shutdown.execute("shutdown");
        }
    }

    @Test
    void whatWasHandedOnIsStillLeasedAfterAPowerCut() throws Exception {
        assertThat(supply.take(RELAY, 10)).hasSize(1);
        assertThat(statuses(afterAPowerCut())).containsExactly("LEASED");
    }

    @Test
    void aMarkThatAPowerCutTakesLeavesADoubtAndNoMailThatWaits() throws Exception {
        Delivery leased = supply.take(RELAY, 10).getFirst().delivery();
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.SENT, "250", NOW)));
        assertThat(statuses(afterAPowerCut())).containsExactly("LEASED");
        ledger.force();
        assertThat(statuses(afterAPowerCut())).containsExactly("SENT");
    }

    @Test
    void whateverIsCommittedIsOnTheDiskSoonByItself() throws InterruptedException {
        Durability durability = new Durability(ledger);
        durability.begin();
        sql.insert(List.of(Entrusted.notice(DeliveryKind.PREFERENCES, 2, NOW)), NOW);
        EngineRoom.eventually(() -> assertThat(statuses(afterAPowerCut())).containsExactly("PENDING", "PENDING"));
        durability.end(null);
    }

    @Test
    void noticesAreHandedOnWhateverIsWrongWithAnIssue() {
        sql.insert(List.of(Entrusted.issue(3, 1, NOW, new Contents(List.of(1), Map.of(), List.of()))), NOW);
        assertThat(supply.take(RELAY, 10))
                .singleElement()
                .extracting(item -> item.delivery().kind())
                .isEqualTo(DeliveryKind.CONFIRMATION);
        EngineRoom.eventually(() -> {
            try (Connection now = source.getConnection()) {
                assertThat(statuses(now)).containsExactly("LEASED", "PENDING");
            }
        });
    }

    @Test
    void aLeaseWhoseAnswerWasLostIsGivenBackAtTheNextLook() {
        LosesAnAnswer losing = new LosesAnAnswer(sql);
        Supply supply = supply(losing);
        assertThatThrownBy(() -> supply.take(RELAY, 10)).hasMessage("the connection broke after the commit");
        assertThat(losing.released).isEmpty();
        supply.take(RELAY, 10);
        assertThat(losing.released).containsExactly(losing.lost);
    }

    /** As where the connection breaks between a commit and the word that it was done, once. */
    private static final class LosesAnAnswer extends Ledger {

        private final List<Long> released = new ArrayList<>();
        private long lost;

        private LosesAnAnswer(LedgerSql sql) {
            super(null, null, sql, null, null, Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Override
        List<Delivery> lease(String node, long lease, int priority, LedgerSql.Place after, int most) {
            List<Delivery> leased = super.lease(node, lease, priority, after, most);
            if (lost == 0) {
                lost = lease;
                throw new IllegalStateException("the connection broke after the commit");
            }
            return leased;
        }

        @Override
        boolean release(long number) {
            return released.add(number);
        }
    }

    private Connection afterAPowerCut() throws IOException, SQLException {
        Path left = Files.createTempDirectory(folder, "left");
        LosesPower.afterThePowerCut(folder.resolve("paperboy.mv.db"), left);
        return DriverManager.getConnection("jdbc:h2:file:" + left.resolve("paperboy"));
    }

    private static List<String> statuses(Connection connection) throws SQLException {
        try (connection;
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select status from delivery order by id")) {
            List<String> statuses = new ArrayList<>();
            while (row.next()) {
                statuses.add(row.getString(1));
            }
            return statuses;
        }
    }

    /** No issue can be prepared. */
    private record NoticesOnly() implements Composer {

        @Override
        public boolean composes(DeliveryKind kind) {
            return true;
        }

        @Override
        public Batch prepare(List<Delivery> deliveries) {
            if (deliveries.stream().anyMatch(delivery -> delivery.kind() == DeliveryKind.ISSUE)) {
                throw new IllegalStateException("no issue today");
            }
            return new Batch() {
                @Override
                public Optional<EmailAddress> to(Delivery delivery) {
                    return Optional.empty();
                }

                @Override
                public Composed compose(Delivery delivery, MailBuffer mail) {
                    return new Composed.Skip("nobody sends it here");
                }
            };
        }
    }
}
