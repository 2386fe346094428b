package dev.paperboy.outbox;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Shortfall;
import dev.paperboy.paper.Papers;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What benchmarks are played on: readers who all want something else, a past, and an issue that waits for everybody. */
@ApplicationScoped
class BenchmarkStage {

    static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("quarkus.datasource.db-kind"));
    static final int PAST_ISSUES = 5;

    private static final int PAPERS = 60;

    private final Issues issues;
    private final Papers papers;
    private final Topics topics;
    private final Outbox outbox;
    private final List<Composer> composers;
    private final Verdicts verdicts;
    private final Instance<Refusals> refusals;
    private final DataSource source;
    private final EntityManager entities;
    private final TestClock clock;
    private final Random random = new Random(20261123);
    private int filed;

    /** Not the one with the highest number: the schedule may make one of a week beside it. */
    private long newest;

    BenchmarkStage(
            Issues issues,
            Papers papers,
            Topics topics,
            Outbox outbox,
            @All List<Composer> composers,
            Verdicts verdicts,
            Instance<Refusals> refusals,
            DataSource source,
            EntityManager entities,
            TestClock clock) {
        this.issues = issues;
        this.papers = papers;
        this.topics = topics;
        this.outbox = outbox;
        this.composers = composers;
        this.verdicts = verdicts;
        this.refusals = refusals;
        this.source = source;
        this.entities = entities;
        this.clock = clock;
    }

    /** Whether what is measured keeps what it has promised, as an operator's database does. */
    boolean isDurable() {
        String lax = ON_POSTGRESQL
                ? "select count(*) from pg_settings where setting <> 'on'"
                        + " and name in ('fsync', 'synchronous_commit', 'full_page_writes')"
                : "select case when database_path() is null then 1 else 0 end";
        return number(lax) == 0;
    }

    /** Readers of every kind, straight into the database. */
    void addReaders(int count) throws SQLException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour,"
                            + " created_at, confirmed_at, welcome_due) values (?, ?, 'ACTIVE', ?, 'DAILY', 'UTC', ?, ?, ?,"
                            + " false)")) {
                for (int n = 0; n < count; n++) {
                    insert.setObject(1, new UUID(random.nextLong(), n));
                    insert.setString(2, "reader-" + n + "@example.org");
                    insert.setString(3, wishes("\n"));
                    insert.setInt(4, now.getHour());
                    insert.setObject(5, now);
                    insert.setObject(6, now);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    /** A file as an operator has it, with readers who confirmed elsewhere and whom no file before had. */
    Path fileOfReaders(int count, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "readers", ".csv");
        int hour = clock.instant().atOffset(ZoneOffset.UTC).getHour();
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            lines.write("email,topics,frequency,zone,hour,confirmed_at\n");
            for (int n = 0; n < count; n++) {
                lines.write("imported-" + filed++ + "@example.org," + wishes(";") + ",daily,UTC," + hour
                        + ",2026-01-02T03:04:05Z\n");
            }
        }
        return file;
    }

    private String wishes(String separator) {
        List<String> slugs = topics.all().stream().map(Topic::slug).toList();
        return random.ints(2 + random.nextInt(6), 0, slugs.size())
                .distinct()
                .sorted()
                .mapToObj(slugs::get)
                .collect(Collectors.joining(separator));
    }

    /** Topics as a ledger row has them. */
    List<Integer> numbers(List<String> slugs) {
        List<String> all = topics.all().stream().map(Topic::slug).toList();
        return slugs.stream().map(slug -> all.indexOf(slug) + 1).toList();
    }

    /** Positions of ten of an issue's papers. */
    List<Integer> choice() {
        return random.ints(1, PAPERS + 1).distinct().limit(10).sorted().boxed().toList();
    }

    long differentSets() {
        return number("select count(distinct topics) from reader");
    }

    List<List<String>> sets() {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery("select r.topics from ReaderRow r", String.class)
                        .getResultList())
                .stream()
                .map(topics -> List.of(topics.split("\n")))
                .toList();
    }

    /** The next day's, of papers that are new. */
    Issue nextIssue() {
        clock.advance(Duration.ofDays(1));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        papers.take(PapersForBenchmark.listedOn(today, PAPERS, topics.all(), random));
        Issue issue = issues.assemble(IssueKind.DAILY, today, Shortfall.NONE).issue();
        newest = issue.id();
        return issue;
    }

    Issue newestIssue() {
        return issues.byIds(List.of(newest)).get(newest);
    }

    List<Delivery> waiting(int most) {
        return outbox.newest(List.of(DeliveryStatus.PENDING), newestIssue().id(), most);
    }

    Composing composing(Signer signer) {
        return new Composing(composers, signer, verdicts, refusals, clock);
    }

    /** The newest issue becomes a past one, which was sent to everybody. */
    void everythingWasSent() {
        execute("update delivery set status = 'SENT', not_before = null where status = 'PENDING'");
    }

    void nothingWasSent() throws SQLException {
        execute("delete from lease");
        execute(
                "update delivery set status = 'PENDING', attempts = 0, epoch = 0, finished_at = null, not_before = due_at"
                        + " where status in ('SENT', 'PENDING') and issue_id = " + newest);
        vacuum();
    }

    long left() {
        return number(
                "select count(*) from delivery where issue_id = " + newest + " and status in ('PENDING', 'LEASED')");
    }

    long sent() {
        return number("select count(*) from delivery where issue_id = " + newest + " and status = 'SENT'");
    }

    void vacuum() throws SQLException {
        if (ON_POSTGRESQL) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
        }
    }

    private void execute(String statement) {
        QuarkusTransaction.requiringNew().timeout(600).run(() -> entities.createNativeQuery(statement)
                .executeUpdate());
    }

    private long number(String query) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery(query).getSingleResult()).longValue());
    }
}
