package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.paperboy.dispatch.ChoosingForBenchmark;
import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.dkim.SignersForBenchmark;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.paper.Papers;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.BenchmarkDatabase;
import dev.paperboy.testsupport.DelayProxy;
import dev.paperboy.testsupport.PostfixSink;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How fast mails leave, beside Postfix' own {@code smtp-source} on the same machine, in turns with it: {@code ./mvnw -Pbenchmark
 * verify}. Needs the Debian package {@code postfix}. With {@code -Dmillion=0} it leaves out the million readers, and with {@code
 * -Donly=database} all but the figures whose names contain that word.
 */
@QuarkusTest
@QuarkusTestResource(value = BenchmarkDatabase.class, restrictToAnnotatedClass = true)
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class SendingBenchmark {

    private static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("quarkus.datasource.db-kind"));
    private static final int PAIRS = Integer.getInteger("pairs", 3);
    private static final int READERS = Integer.getInteger("readers", 30_000);
    private static final int MILLION = Integer.getInteger("million", 1_000_000);
    private static final String ONLY = System.getProperty("only", "");
    private static final int CONNECTIONS = 8;
    private static final int PAST_ISSUES = 5;
    private static final String[] PARTS = {
        "readers, to choose", "their past papers", "rows", "leases", "readers, to write to", "marks"
    };
    private static final int PAGE = 2000;
    /** At full speed, a lane fetches more when half is gone. */
    private static final int LEASED = Lane.MOST_AHEAD / 2;

    private static final Path FIGURES = Path.of("target", "benchmark.txt");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Inject
    Ledger ledger;

    @Inject
    Node node;

    @Inject
    Throttle throttle;

    @Inject
    Verdicts verdicts;

    @Inject
    Outbox outbox;

    @Inject
    @All
    List<Composer> composers;

    @Inject
    Instance<Refusals> refusals;

    @Inject
    OutboxSettings settings;

    @Inject
    TransactionSynchronizationRegistry transactions;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Papers papers;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Topics topics;

    @Inject
    DataSource source;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    private final Random random = new Random(20261123);
    private final List<String> figures = new ArrayList<>();
    private int mailSize;

    @Test
    void measure() throws Exception {
        try (PostfixSink sink = PostfixSink.start()
                .orElseThrow(
                        () -> new IllegalStateException("smtp-sink is missing: install the Debian package postfix"))) {
            prepare();
            if (ON_POSTGRESQL) {
                measureOnPostgresql(sink);
            } else {
                ratio("engine, H2, unsigned", sink, () -> engine(sink, mail -> {}));
                databaseWork("database work, H2");
            }
        }
        Files.write(FIGURES, figures, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.readAllLines(FIGURES).forEach(System.out::println);
    }

    private void measureOnPostgresql(PostfixSink sink) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "keys");
        Signer corretto = SignersForBenchmark.corretto(folder);
        Signer jdk = SignersForBenchmark.jdk(Files.createTempDirectory(Path.of("target"), "keys"));
        ratio("engine, PostgreSQL, unsigned", sink, () -> engine(sink, mail -> {}));
        ratio("engine, PostgreSQL, RSA-2048 by Corretto", sink, () -> engine(sink, corretto));
        ratio("engine, PostgreSQL, RSA-2048 by the JDK", sink, () -> engine(sink, jdk));
        ratio("transport alone, pipelined", sink, () -> transport(sink.port(), CONNECTIONS, READERS));
        rate("one connection", () -> transport(sink.port(), 1, READERS / 3));
        try (DelayProxy far = new DelayProxy(sink.port(), 10)) {
            rate("16 connections, 10 ms round trip", () -> transport(far.port(), 16, 6_000));
        }
        databaseWork("database work, PostgreSQL");
        if (MILLION > 0 && asked("million")) {
            million(sink);
        }
    }

    /** Papers and issues of the past days, brought to everybody, so that there is a past to look up. */
    private void prepare() throws Exception {
        addReaders(0, READERS);
        for (int day = 0; day < PAST_ISSUES; day++) {
            Issue issue = nextIssue();
            dispatch.send(issue.id());
            execute("update delivery set status = 'SENT', not_before = null where status = 'PENDING'");
        }
        dispatch.send(nextIssue().id());
        vacuum();
        mailSize = averageMail();
        figure("size of a mail", mailSize, "bytes");
        compose();
        figure("different sets of topics", differentSets(), "sets");
    }

    private Issue nextIssue() {
        clock.advance(Duration.ofDays(1));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        papers.take(PapersForBenchmark.listedOn(today, 60, topics.all(), random));
        return issues.assemble(IssueKind.DAILY, today).issue();
    }

    private void addReaders(int first, int count) throws SQLException {
        List<String> slugs = topics.all().stream().map(Topic::slug).toList();
        int hour = clock.instant().atOffset(ZoneOffset.UTC).getHour();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour, created_at,"
                            + " confirmed_at, welcome_due) values (?, ?, 'ACTIVE', ?, 'DAILY', 'UTC', ?, ?, ?, false)")) {
                for (int n = first; n < first + count; n++) {
                    insert.setObject(1, new UUID(random.nextLong(), n));
                    insert.setString(2, "reader-" + n + "@example.org");
                    insert.setString(
                            3,
                            random.ints(2 + random.nextInt(6), 0, slugs.size())
                                    .distinct()
                                    .sorted()
                                    .mapToObj(slugs::get)
                                    .collect(Collectors.joining("\n")));
                    insert.setInt(4, hour);
                    insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
                    insert.setObject(6, clock.instant().atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                    if (n % 5_000 == 4_999) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    private long differentSets() {
        return number("select count(distinct topics) from reader");
    }

    private int averageMail() {
        List<Delivery> some = waiting(1_000);
        List<Composer.Batch> batches = composing(mail -> {}).prepare(some);
        MailBuffer mail = new MailBuffer();
        long bytes = 0;
        for (int i = 0; i < some.size(); i++) {
            mail.clear();
            assertThat(batches.get(i).compose(some.get(i), mail)).isInstanceOf(Composer.Composed.Ready.class);
            bytes += mail.length();
        }
        return (int) (bytes / some.size());
    }

    private List<Delivery> waiting(int most) {
        return outbox.newest(
                List.of(DeliveryStatus.PENDING), issues.newest(1).getFirst().id(), most);
    }

    /** Choosing is done when an issue is sealed, splicing when a mail is sent. */
    private void compose() {
        Issue issue = issues.newest(1).getFirst();
        List<List<String>> sets = QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery("select r.topics from ReaderRow r", String.class)
                        .getResultList())
                .stream()
                .map(topics -> List.of(topics.split("\n")))
                .toList();
        ChoosingForBenchmark.Cost choosing = ChoosingForBenchmark.choosing(issue, issues.cards(issue.id()), sets);
        List<Delivery> some = waiting(5_000);
        List<Composer.Batch> batches = composing(mail -> {}).prepare(some);
        MailBuffer mail = new MailBuffer();
        double micros = 0;
        double bytes = 0;
        for (int round = 0; round < 8; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            for (int i = 0; i < some.size(); i++) {
                mail.clear();
                batches.get(i).compose(some.get(i), mail);
            }
            micros = (System.nanoTime() - begun) / 1e3 / some.size();
            bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / some.size();
        }
        figure("choosing", choosing.micros(), "us/message");
        figure("choosing, allocated", choosing.allocated(), "bytes/message");
        figure("splicing", micros, "us/message");
        figure("splicing, allocated", bytes, "bytes/message");
    }

    private interface Run {
        double perSecond() throws Exception;
    }

    /** In turns with smtp-source, the median of the pairs' ratios first. */
    private void ratio(String name, PostfixSink sink, Run run) throws Exception {
        if (!asked(name)) {
            return;
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        run.perSecond();
        for (int pair = 0; pair < PAIRS; pair++) {
            double reference = sink.source(CONNECTIONS, READERS, mailSize);
            double ours = run.perSecond();
            ratios.add(ours / reference);
            rates.add(ours);
            System.out.printf(Locale.ROOT, "  %s: %.0f/s beside %.0f/s%n", name, ours, reference);
        }
        figure(name + ", of smtp-source", 100 * middle(ratios), "%");
        figure(name, middle(rates), "messages/s");
    }

    private void rate(String name, Run run) throws Exception {
        if (!asked(name)) {
            return;
        }
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            rates.add(run.perSecond());
        }
        figure(name, middle(rates), "messages/s");
    }

    private static boolean asked(String name) {
        return name.toLowerCase(Locale.ROOT).contains(ONLY.toLowerCase(Locale.ROOT));
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Composing composing(Signer signer) {
        return new Composing(composers, signer, verdicts, clock);
    }

    private double engine(PostfixSink sink, Signer signer) throws Exception {
        execute(
                "update delivery set status = 'PENDING', attempts = 0, epoch = 0, finished_at = null, not_before = due_at"
                        + " where status in ('SENT', 'PENDING') and issue_id = (select max(id) from issue)");
        vacuum();
        return sent(sink, signer);
    }

    /** What is due leaves; messages a second, from the start of the engine until the last is marked. */
    private double sent(PostfixSink sink, Signer signer) throws Exception {
        String open = "select count(*) from delivery where issue_id = (select max(id) from issue)"
                + " and status in ('PENDING', 'LEASED')";
        long waiting = number(open);
        Engine engine = new Engine(
                ledger,
                node,
                composing(signer),
                throttle,
                verdicts,
                new RoutesToServers().to("relay", sink.port(), CONNECTIONS, 1),
                refusals,
                settings,
                transactions,
                clock);
        long begun = System.nanoTime();
        engine.start();
        // Counting costs the database something too, so it is asked often only towards the end.
        for (long left = waiting; left > 0; left = number(open)) {
            LockSupport.parkNanos(Duration.ofMillis(left * 10 > waiting ? Math.clamp(waiting / 40, 400, 10_000) : 40)
                    .toNanos());
        }
        double perSecond = waiting * 1e9 / (System.nanoTime() - begun);
        engine.drain(null);
        assertThat(number("select count(*) from delivery where status in ('FAILED', 'UNCERTAIN', 'HELD')"))
                .isZero();
        return perSecond;
    }

    private double transport(int port, int connections, int messages) throws Exception {
        Courier courier = new RoutesToServers().to("relay", port, connections, 1);
        CountDownLatch done = new CountDownLatch(connections);
        Envelope envelope = new Envelope(new EmailAddress("papers@example.org"), new EmailAddress("ada@example.org"));
        int each = messages / connections;
        long begun = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Courier.Line line = courier.routes().getFirst().open()) {
                    MailBuffer mail = mailOf(mailSize);
                    for (int n = 0; n < each; n++) {
                        DeliveryOutcome outcome = line.send(envelope, mail, () -> true);
                        if (!(outcome instanceof DeliveryOutcome.Accepted)) {
                            throw new IllegalStateException(outcome.toString());
                        }
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        return each * connections * 1e9 / (System.nanoTime() - begun);
    }

    private static MailBuffer mailOf(int size) {
        MailBuffer mail = new MailBuffer();
        mail.append("From: papers@example.org\r\nSubject: a morning\r\n");
        mail.beginBody();
        while (mail.length() < size) {
            mail.append("What happened in the papers today, in lines of about seventy characters.\r\n");
        }
        return mail;
    }

    /** Everything that the database does for a mail, in one thread; the second time counts, when the code is warm. */
    private void databaseWork(String name) throws Exception {
        if (!asked(name)) {
            return;
        }
        databaseWork();
        vacuum();
        Work work = databaseWork();
        for (int part = 0; part < PARTS.length; part++) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s, %s: %.1f us, of them %.1f in this process%n",
                    name,
                    PARTS[part],
                    work.micros[part] / READERS,
                    work.ours[part] / READERS);
        }
        figure(name, Arrays.stream(work.micros).sum() / READERS, "us/message");
    }

    private static final class Work {

        private final double[] micros = new double[PARTS.length];
        private final double[] ours = new double[PARTS.length];

        private void time(int part, Runnable work) {
            long begun = System.nanoTime();
            long used = THREADS.getCurrentThreadCpuTime();
            work.run();
            ours[part] += (THREADS.getCurrentThreadCpuTime() - used) / 1e3;
            micros[part] += (System.nanoTime() - begun) / 1e3;
        }
    }

    private Work databaseWork() throws Exception {
        Issue issue = nextIssue();
        List<Long> past = LongStream.rangeClosed(1, PAST_ISSUES)
                .mapToObj(back -> issue.id() - back)
                .toList();
        Work work = new Work();
        List<Reader> page = new ArrayList<>();
        for (long last = 0; ; last = page.getLast().id()) {
            long after = last;
            page.clear();
            work.time(0, () -> page.addAll(subscriptions.mailableAfter(after, PAGE)));
            if (page.isEmpty()) {
                break;
            }
            work.time(
                    1,
                    () -> outbox.brought(
                            past, page.getFirst().id(), page.getLast().id()));
            List<Entrusted> rows = page.stream()
                    .map(reader -> Entrusted.issue(
                            issue.id(), reader.id(), clock.instant(), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), Map.of()))
                    .toList();
            work.time(2, () -> outbox.entrust(rows));
        }
        Composing composing = composing(mail -> {});
        // Renders the issue, which is no work of the database.
        composing.prepare(waiting(1));
        AtomicLong lease = new AtomicLong(Ledger.firstLease(ledger.newEpoch("benchmark")));
        List<Delivery> batch = new ArrayList<>();
        for (LedgerSql.Place place = LedgerSql.Place.START; ; place = behind(batch.getLast())) {
            LedgerSql.Place after = place;
            batch.clear();
            work.time(
                    3,
                    () -> batch.addAll(ledger.lease(
                            "benchmark", lease.incrementAndGet(), DeliveryKind.ISSUE.priority(), after, LEASED)));
            if (batch.isEmpty()) {
                return work;
            }
            work.time(4, () -> composing.prepare(batch));
            List<Mark> marks = batch.stream()
                    .map(row -> Mark.finished(
                            row, DeliveryStatus.SENT, "250 2.0.0 Ok: queued as " + row.id(), clock.instant()))
                    .toList();
            work.time(5, () -> ledger.mark(marks));
        }
    }

    private static LedgerSql.Place behind(Delivery last) {
        return new LedgerSql.Place(last.notBefore(), last.id());
    }

    private void million(PostfixSink sink) throws Exception {
        figure("peak memory so far", peakMegabytes(), "MB");
        addReaders(READERS, MILLION - READERS);
        vacuum();
        Issue issue = nextIssue();
        long begun = System.nanoTime();
        dispatch.send(issue.id());
        double sealed = (System.nanoTime() - begun) / 1e9;
        sent(sink, mail -> {});
        double all = (System.nanoTime() - begun) / 1e9;
        figure(MILLION + " readers, sealed", sealed, "s");
        figure(MILLION + " readers, sealed and sent", all, "s");
        figure("peak memory after " + MILLION + " readers", peakMegabytes(), "MB");
    }

    private static double peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        Optional<String> peak = Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                : Optional.empty();
        return peak.map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .orElse(Double.NaN);
    }

    private void figure(String name, double value, String unit) {
        figures.add(String.format(
                Locale.ROOT, value < 100 ? "%s %.1f %s" : "%s %.0f %s", name.replace(' ', '-'), value, unit));
        System.out.println(figures.getLast());
    }

    private void vacuum() throws SQLException {
        if (ON_POSTGRESQL) {
            try (Connection connection = source.getConnection();
                    var statement = connection.createStatement()) {
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
