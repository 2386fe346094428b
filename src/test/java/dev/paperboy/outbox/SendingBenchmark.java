package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.paperboy.dispatch.ChoosingForBenchmark;
import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.dkim.SignersForBenchmark;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.testsupport.BenchmarkDatabase;
import dev.paperboy.testsupport.DelayProxy;
import dev.paperboy.testsupport.Figures;
import dev.paperboy.testsupport.PostfixSink;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How fast mails leave, beside Postfix' own {@code smtp-source} on the same machine, in turns with it: {@code ./mvnw -Pbenchmark
 * verify}. Needs the Debian package {@code postfix}. With {@code -Donly=database} it leaves out all but the figures whose names contain
 * that word.
 */
@QuarkusTest
@QuarkusTestResource(value = BenchmarkDatabase.class, restrictToAnnotatedClass = true)
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class SendingBenchmark {

    private static final int PAIRS = Integer.getInteger("pairs", 3);

    // A heap on which H2 keeps more is not what it is usually given.
    private static final int READERS = Integer.getInteger("readers", BenchmarkStage.ON_POSTGRESQL ? 60_000 : 30_000);
    private static final int CONNECTIONS = BenchmarkEngine.CONNECTIONS;
    private static final int LEASED = 2_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Inject
    BenchmarkStage stage;

    @Inject
    DatabaseCost database;

    @Inject
    BenchmarkEngine engine;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    private Figures figures;
    private int mailSize;

    @Test
    void measure() throws Exception {
        figures = new Figures(BenchmarkStage.ON_POSTGRESQL);
        try (PostfixSink sink = PostfixSink.start()
                .orElseThrow(
                        () -> new IllegalStateException("smtp-sink is missing: install the Debian package postfix"))) {
            assertThat(stage.isDurable()).isTrue();
            prepare();
            if (BenchmarkStage.ON_POSTGRESQL) {
                measureOnPostgresql(sink);
            } else {
                ratio("engine, H2, unsigned", sink, () -> engine.sent(sink, mail -> {}));
                databaseWork("database work, H2");
            }
        }
        figures.end();
    }

    private void measureOnPostgresql(PostfixSink sink) throws Exception {
        Signer corretto = SignersForBenchmark.corretto(Files.createTempDirectory(Path.of("target"), "keys"));
        Signer jdk = SignersForBenchmark.jdk(Files.createTempDirectory(Path.of("target"), "keys"));
        ratio("engine, PostgreSQL, unsigned", sink, () -> engine.sent(sink, mail -> {}));
        ratio("engine, PostgreSQL, RSA-2048 by Corretto", sink, () -> engine.sent(sink, corretto));
        ratio("engine, PostgreSQL, RSA-2048 by the JDK", sink, () -> engine.sent(sink, jdk));
        ratio("transport alone, pipelined", sink, () -> transport(sink.port(), CONNECTIONS, READERS));
        rate("one connection", () -> transport(sink.port(), 1, READERS / 3));
        try (DelayProxy far = new DelayProxy(sink.port(), 10)) {
            rate("16 connections, 10 ms round trip", () -> transport(far.port(), 16, 6_000));
        }
        databaseWork("database work, PostgreSQL");
    }

    /** Papers and issues of the past days, brought to everybody, so that there is a past to look up. */
    private void prepare() throws Exception {
        stage.addReaders(READERS);
        engine.bringPastIssues();
        dispatch.send(stage.nextIssue().id());
        stage.vacuum();
        mailSize = averageMail();
        figures.add("size of a mail", mailSize, "bytes");
        compose();
        figures.add("different sets of topics", stage.differentSets(), "sets");
        assertThat(stage.differentSets()).isGreaterThan(10_000);
    }

    private int averageMail() {
        List<Delivery> some = stage.waiting(1_000);
        List<Composer.Batch> batches = stage.composing(mail -> {}).prepare(some);
        MailBuffer mail = new MailBuffer();
        long bytes = 0;
        for (int i = 0; i < some.size(); i++) {
            mail.clear();
            assertThat(batches.get(i).compose(some.get(i), mail)).isInstanceOf(Composer.Composed.Ready.class);
            bytes += mail.length();
        }
        return (int) (bytes / some.size());
    }

    /**
     * Choosing is done when an issue is sealed, splicing when a mail is sent; each in one thread, whose work is counted. Every mail is
     * made once, as it is sent, so that what is remembered of other readers' choices helps no more than it does then.
     */
    private void compose() {
        Issue issue = stage.newestIssue();
        ChoosingForBenchmark.Cost choosing =
                ChoosingForBenchmark.choosing(issue, issues.cards(issue.id()), stage.sets());
        List<Delivery> all = stage.waiting(READERS / 3);
        Composing composing = stage.composing(mail -> {});
        MailBuffer mail = new MailBuffer();
        List<Double> micros = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LEASED) {
            List<Delivery> some = all.subList(from, Math.min(from + LEASED, all.size()));
            List<Composer.Batch> batches = composing.prepare(some);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long begun = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < some.size(); i++) {
                mail.clear();
                batches.get(i).compose(some.get(i), mail);
            }
            micros.add((THREADS.getCurrentThreadCpuTime() - begun) / 1e3 / some.size());
            bytes.add((double) (THREADS.getCurrentThreadAllocatedBytes() - before) / some.size());
        }
        // The first ones warm the code, and fill what is remembered of mails before.
        double splicing = middle(micros.subList(micros.size() / 3, micros.size()));
        double allocated = choosing.allocated() + middle(bytes.subList(bytes.size() / 3, bytes.size()));
        figures.add("choosing", choosing.micros(), "us/message");
        figures.add("splicing", splicing, "us/message");
        figures.add("choosing and splicing", choosing.micros() + splicing, "us/message");
        figures.add("choosing and splicing, allocated", allocated, "bytes/message");
        assertThat(allocated).isLessThan(16 * 1024);
    }

    private interface Run {
        double perSecond() throws Exception;
    }

    /** In turns with smtp-source, the median of the pairs' ratios first. Neither has to bear what the one before left to the database. */
    private void ratio(String name, PostfixSink sink, Run run) throws Exception {
        if (!Figures.asked(name)) {
            return;
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        stage.nothingWasSent();
        run.perSecond();
        for (int pair = 0; pair < PAIRS; pair++) {
            stage.nothingWasSent();
            double reference = sink.source(CONNECTIONS, READERS, mailSize);
            double ours = run.perSecond();
            ratios.add(ours / reference);
            rates.add(ours);
            references.add(reference);
            System.out.printf(Locale.ROOT, "  %s: %.0f/s beside %.0f/s%n", name, ours, reference);
        }
        figures.add(name + ", of smtp-source", 100 * middle(ratios), "%");
        figures.add(name, middle(rates), "messages/s");
        figures.add(name + ", smtp-source beside it", middle(references), "messages/s");
    }

    private void rate(String name, Run run) throws Exception {
        if (!Figures.asked(name)) {
            return;
        }
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            rates.add(run.perSecond());
        }
        figures.add(name, middle(rates), "messages/s");
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double transport(int port, int connections, int messages) throws Exception {
        Courier courier = new RoutesToServers().to("relay", port, connections, 1);
        Envelope envelope = new Envelope(new EmailAddress("papers@example.org"), new EmailAddress("ada@example.org"));
        int each = messages / connections;
        long begun = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
            Callable<Void> work = () -> {
                handOver(courier.routes().getFirst(), envelope, each);
                return null;
            };
            for (Future<Void> done : workers.invokeAll(Collections.nCopies(connections, work))) {
                done.get();
            }
        }
        return each * connections * 1e9 / (System.nanoTime() - begun);
    }

    private void handOver(Courier.Route relay, Envelope envelope, int messages) {
        try (Courier.Line line = relay.open()) {
            MailBuffer mail = mailOf(mailSize);
            for (int n = 0; n < messages; n++) {
                DeliveryOutcome outcome = line.send(envelope, mail, () -> true);
                if (!(outcome instanceof DeliveryOutcome.Accepted)) {
                    throw new IllegalStateException(outcome.toString());
                }
            }
        }
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

    /** The middle of some, after a first one that warms the code. */
    private void databaseWork(String name) throws Exception {
        if (!Figures.asked(name)) {
            return;
        }
        database.measure();
        List<DatabaseCost.Work> works = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            stage.vacuum();
            works.add(database.measure());
        }
        works.sort(Comparator.comparingDouble(DatabaseCost.Work::micros));
        DatabaseCost.Work middle = works.get(works.size() / 2);
        for (DatabaseCost.Part part : DatabaseCost.Part.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s, %s: %.1f us, of them %.1f in this process%n",
                    name,
                    part.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    middle.micros(part) / READERS,
                    middle.ours(part) / READERS);
        }
        figures.add(name, middle.micros() / READERS, "us/message");
    }
}
