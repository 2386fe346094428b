package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.OtherFolder;
import dev.paperboy.testsupport.ReceivedMail;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on a real ledger, with real lines to servers that are not always well. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class EngineTest {

    @Inject
    Engine usual;

    @Inject
    Ledger ledger;

    @Inject
    Throttle throttle;

    @Inject
    Verdicts verdicts;

    @Inject
    Instance<Refusals> refusals;

    @Inject
    OutboxSettings settings;

    @Inject
    TransactionSynchronizationRegistry transactions;

    @Inject
    Outbox outbox;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Newsletter newsletter;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    @TempDir
    Path folder;

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start().offering("PIPELINING");
    private final List<Engine> engines = new ArrayList<>();
    private final Set<Long> uncomposable = ConcurrentHashMap.newKeySet();
    private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
    private boolean wasRunning;

    @BeforeEach
    void standBack() throws InterruptedException {
        wasRunning = usual.isRunning();
        usual.drain(null);
        // What other tests have left would get the answers that are meant for these mails.
        QuarkusTransaction.requiringNew().run(() -> entities.createQuery(
                        "update DeliveryRow d set d.status = ?1, d.notBefore = null where d.status = ?2")
                .setParameter(1, DeliveryStatus.CANCELLED)
                .setParameter(2, DeliveryStatus.PENDING)
                .executeUpdate());
    }

    @AfterEach
    void goOn() throws InterruptedException {
        for (Engine engine : engines) {
            engine.drain(null);
        }
        server.close();
        if (wasRunning) {
            usual.start();
        }
    }

    @Test
    void oneReaderWhoseMailCannotBeComposedDoesNotStopTheRest() {
        List<Long> rows = mailsTo(readers(20));
        uncomposable.add(rows.get(3));
        start(engine("one", new RoutesToServers().to("relay", server.port(), 3, 1)));
        awaitStatus(
                DeliveryStatus.SENT,
                rows.stream().filter(row -> !uncomposable.contains(row)).toList());
        assertThat(delivery(rows.get(3)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery(rows.get(3)).reply()).contains("could not be composed");
    }

    @Test
    void twoEnginesOnOneLedgerSendEachMailOnce() {
        List<EmailAddress> readers = readers(150);
        List<Long> rows = mailsTo(readers);
        start(engine("one", new RoutesToServers().to("relay", server.port(), 4, 1)));
        start(engine("two", new RoutesToServers().to("relay", server.port(), 4, 1)));
        awaitStatus(DeliveryStatus.SENT, rows);
        assertThat(recipients()).doesNotHaveDuplicates().hasSize(readers.size());
    }

    @Test
    void whoIsTurnedAwayComesBackWithFewerConnections() {
        server.next("CONNECT", "421 4.7.0 too many connections", "421 4.7.0 too many connections");
        List<Long> rows = mailsTo(readers(30));
        start(engine("one", new RoutesToServers().to("relay", server.port(), 4, 1)));
        awaitStatus(DeliveryStatus.SENT, rows);
        assertThat(recipients()).doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> assertThat(delivery(row).attempts()).isOne());
    }

    @Test
    void aServerThatIsDownBurnsNobodysTriesAndItsReasonIsShown() {
        server.always("CONNECT", "554 5.3.2 closed until further notice");
        List<Long> rows = mailsTo(readers(5));
        Engine engine = engine("one", new RoutesToServers().to("relay", server.port(), 2, 1));
        start(engine);
        eventually(() -> assertThat(engine.troubles()).hasSize(1));
        assertThat(engine.troubles().getFirst().reason()).contains("closed until further notice");
        awaitStatus(DeliveryStatus.PENDING, rows);

        server.always("CONNECT", "220 scripted.example ESMTP");
        clock.advance(Duration.ofHours(1));
        awaitStatus(DeliveryStatus.SENT, rows);
        assertThat(engine.troubles()).isEmpty();
        assertThat(rows).allSatisfy(row -> assertThat(delivery(row).attempts()).isOne());
    }

    @Test
    void whoTriesAtOnceLearnsWhetherItHelpedAndSinceWhenItIsBroken() {
        server.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = mailsTo(readers(3));
        Engine engine = engine("one", new RoutesToServers().to("relay", server.port(), 1, 1));
        start(engine);
        eventually(() -> assertThat(engine.troubles()).hasSize(1));
        RelayTrouble trouble = engine.troubles().getFirst();

        clock.advance(Duration.ofSeconds(4));
        server.always("CONNECT", "554 5.3.2 still closed");
        engine.tryRelaysNow();
        eventually(() -> assertThat(engine.troubles().getFirst().reason()).contains("still closed"));
        assertThat(engine.troubles().getFirst().since()).isEqualTo(trouble.since());

        server.always("CONNECT", "220 scripted.example ESMTP");
        engine.tryRelaysNow();
        awaitStatus(DeliveryStatus.SENT, rows);
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void aTryThatNoMailNeededIsNotLostForTheNext() {
        server.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = mailsTo(readers(12));
        Engine engine = engine("one", new RoutesToServers().to("relay", server.port(), 1, 1));
        start(engine);
        eventually(() -> assertThat(engine.troubles()).hasSize(1));
        eventually(() ->
                assertThat(rows.stream().map(row -> delivery(row).status())).containsOnly(DeliveryStatus.PENDING));
        unwanted.addAll(rows.subList(0, 11));

        server.always("CONNECT", "220 scripted.example ESMTP");
        clock.advance(Duration.ofMinutes(5));
        awaitStatus(DeliveryStatus.SENT, rows.subList(11, 12));
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void whileOneRelayIsInTroubleTheOtherTakesEverything() {
        try (ScriptedSmtpServer broken = ScriptedSmtpServer.start().always("CONNECT", "554 5.3.2 closed")) {
            List<EmailAddress> readers = readers(40);
            List<Long> rows = mailsTo(readers);
            start(engine(
                    "one",
                    new RoutesToServers().to("broken", broken.port(), 2, 1).to("spare", server.port(), 2, 0)));
            awaitStatus(DeliveryStatus.SENT, rows);
            assertThat(recipients()).hasSize(readers.size()).doesNotHaveDuplicates();
        }
    }

    @Test
    void anAddressThatIsGoneIsNotWrittenToAgain() {
        List<EmailAddress> readers = readers(3);
        server.next("RCPT", "550 5.1.1 no such user here");
        List<Long> rows = mailsTo(readers);
        start(engine("one", new RoutesToServers().to("relay", server.port(), 1, 1)));
        awaitStatus(DeliveryStatus.FAILED, rows.subList(0, 1));
        awaitStatus(DeliveryStatus.SENT, rows.subList(1, 3));
        eventually(() -> assertThat(
                        subscriptions.byEmail(readers.get(0)).orElseThrow().status())
                .isEqualTo(ReaderStatus.SUPPRESSED));
        assertThat(subscriptions.byEmail(readers.get(1)).orElseThrow().status()).isNotEqualTo(ReaderStatus.SUPPRESSED);
    }

    @Test
    void aFullMailboxIsNoReasonToGiveAReaderUp() {
        List<EmailAddress> readers = readers(1);
        server.next("RCPT", "552 5.2.2 mailbox full");
        List<Long> rows = mailsTo(readers);
        start(engine("one", new RoutesToServers().to("relay", server.port(), 1, 1)));
        awaitStatus(DeliveryStatus.FAILED, rows);
        assertThat(subscriptions.byEmail(readers.getFirst()).orElseThrow().status())
                .isNotEqualTo(ReaderStatus.SUPPRESSED);
    }

    @Test
    void aWorkerThatStumblesAfterTheDotLeavesThatMailInDoubtAndGoesOn() {
        List<EmailAddress> readers = readers(3);
        List<Long> rows = mailsTo(readers);
        Courier steady = new RoutesToServers().to("relay", server.port(), 1, 1);
        start(engine("one", new StumblingCourier(steady, StumblingCourier.When.AFTER_THE_DOT)));
        awaitStatus(DeliveryStatus.UNCERTAIN, rows.subList(0, 1));
        awaitStatus(DeliveryStatus.SENT, rows.subList(1, 3));
        assertThat(delivery(rows.getFirst()).reply()).contains("stumbled", "may or may not");
        assertThat(recipients()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerThatStumblesBeforeTheDotTriesThatMailLaterAndGoesOn() {
        List<Long> rows = mailsTo(readers(3));
        Courier steady = new RoutesToServers().to("relay", server.port(), 1, 1);
        start(engine("one", new StumblingCourier(steady, StumblingCourier.When.BEFORE_THE_DOT)));
        awaitStatus(DeliveryStatus.SENT, rows.subList(1, 3));
        awaitStatus(DeliveryStatus.PENDING, rows.subList(0, 1));
        assertThat(delivery(rows.getFirst()).reply()).contains("stumbled");
        assertThat(delivery(rows.getFirst()).attempts()).isOne();
    }

    @Test
    void aRelayThatHangsUpAtOneMailKeepsTheOthersGoing() {
        server.next("RCPT", ScriptedSmtpServer.HANG_UP);
        List<Long> rows = mailsTo(readers(3));
        Engine engine = engine("one", new RoutesToServers().to("relay", server.port(), 1, 1));
        start(engine);
        awaitStatus(DeliveryStatus.SENT, rows.subList(1, 3));
        assertThat(engine.troubles()).isEmpty();
        assertThat(delivery(rows.getFirst()).attempts()).isOne();
    }

    @Test
    void stoppedInOrderItGivesBackWhatItHadNotBegun() throws InterruptedException {
        server.always(".", ScriptedSmtpServer.SLOWLY);
        List<EmailAddress> readers = readers(30);
        List<Long> rows = mailsTo(readers);
        Engine engine = engine("one", new RoutesToServers().to("relay", server.port(), 2, 1));
        start(engine);
        eventually(() -> assertThat(server.received()).isNotEmpty());
        engine.drain(null);
        assertThat(rows.stream().map(row -> delivery(row).status()))
                .containsOnly(DeliveryStatus.SENT, DeliveryStatus.PENDING);
        assertThat(rows.stream().filter(row -> delivery(row).status() == DeliveryStatus.SENT))
                .hasSameSizeAs(recipients());
    }

    private void start(Engine engine) {
        engine.start();
    }

    private Engine engine(String name, Courier courier) {
        Composing composing = new Composing(List.of(new Postcards()), mail -> {}, verdicts, clock);
        Engine engine = new Engine(
                ledger,
                new Node(new OtherFolder(newsletter, folder.resolve(name))),
                composing,
                throttle,
                verdicts,
                courier,
                refusals,
                settings,
                transactions,
                clock);
        engines.add(engine);
        return engine;
    }

    /** Composes anything for anybody, but for the rows that it is told to stumble over. */
    private final class Postcards implements Composer {

        @Override
        public boolean composes(DeliveryKind kind) {
            return true;
        }

        @Override
        public Batch prepare(List<Delivery> deliveries) {
            return new Batch() {
                @Override
                public Optional<EmailAddress> to(Delivery delivery) {
                    return subscriptions.find(delivery.readerId()).map(reader -> reader.email());
                }

                @Override
                public Composed compose(Delivery delivery, MailBuffer mail) {
                    if (uncomposable.contains(delivery.id())) {
                        throw new IllegalStateException("this postcard tears");
                    }
                    if (unwanted.contains(delivery.id())) {
                        return new Composed.Skip("no postcards, please");
                    }
                    mail.append("Subject: a postcard\r\nMessage-ID: <" + delivery.messageKey() + "@example.org>\r\n");
                    mail.beginBody();
                    mail.append("Wish you were here.\r\n");
                    EmailAddress to = to(delivery).orElseThrow();
                    return new Composed.Ready(new Envelope(new EmailAddress("papers@example.org"), to));
                }
            };
        }
    }

    private List<EmailAddress> readers(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new EmailAddress("reader-" + UUID.randomUUID() + "@engine.example"))
                .peek(address ->
                        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7)))
                .toList();
    }

    /** The ids of their rows; signing up has written one for each. */
    private List<Long> mailsTo(List<EmailAddress> readers) {
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        readers.forEach(
                reader -> ids.add(subscriptions.byEmail(reader).orElseThrow().id()));
        return outbox.newest(List.of(DeliveryStatus.PENDING), null, 1_000).stream()
                .filter(row -> ids.contains(row.readerId()))
                .map(Delivery::id)
                .sorted()
                .toList();
    }

    private List<String> recipients() {
        return server.received().stream()
                .map(ReceivedMail::to)
                .flatMap(List::stream)
                .filter(to -> to.contains("@engine.example"))
                .toList();
    }

    private void awaitStatus(DeliveryStatus status, List<Long> rows) {
        eventually(() -> assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(delivery(row).status()).isEqualTo(status)));
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private Delivery delivery(long id) {
        return outbox.newest(List.of(DeliveryStatus.values()), null, 1_000).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
