package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.OtherFolder;
import dev.paperboy.testsupport.ReceivedMail;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Where tests run engines of their own on the real ledger, and nobody else's mails are in the way. */
@ApplicationScoped
class EngineRoom {

    private final Engine usual;
    private final Ledger ledger;
    private final Throttle throttle;
    private final Verdicts verdicts;
    private final Instance<Refusals> refusals;
    private final OutboxSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Newsletter newsletter;
    private final EntityManager entities;
    private final TestClock clock;
    private final List<Engine> engines = new ArrayList<>();
    private final Set<Long> uncomposable = ConcurrentHashMap.newKeySet();
    private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
    private final Set<Long> unsendable = ConcurrentHashMap.newKeySet();
    private final Map<String, OutboxSettings.Domain> slowDomains = new ConcurrentHashMap<>();
    private boolean wasRunning;

    EngineRoom(
            Engine usual,
            Ledger ledger,
            Throttle throttle,
            Verdicts verdicts,
            Instance<Refusals> refusals,
            OutboxSettings settings,
            TransactionSynchronizationRegistry transactions,
            Outbox outbox,
            Subscriptions subscriptions,
            Newsletter newsletter,
            EntityManager entities,
            TestClock clock) {
        this.usual = usual;
        this.ledger = ledger;
        this.throttle = throttle;
        this.verdicts = verdicts;
        this.refusals = refusals;
        this.settings = settings;
        this.transactions = transactions;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.newsletter = newsletter;
        this.entities = entities;
        this.clock = clock;
    }

    void clear() throws InterruptedException {
        wasRunning = usual.isRunning();
        usual.drain();
        // What other tests have left would get the answers that are meant for these mails.
        QuarkusTransaction.requiringNew().run(() -> entities.createQuery(
                        "update DeliveryRow d set d.status = ?1, d.notBefore = null where d.status = ?2")
                .setParameter(1, DeliveryStatus.CANCELLED)
                .setParameter(2, DeliveryStatus.PENDING)
                .executeUpdate());
    }

    void leave() throws InterruptedException {
        for (Engine engine : engines) {
            engine.drain();
        }
        engines.clear();
        uncomposable.clear();
        unwanted.clear();
        unsendable.clear();
        slowDomains.clear();
        if (wasRunning) {
            usual.start();
        }
    }

    /** @param folder where it keeps its journal; each engine has its own */
    Engine start(Path folder, Courier courier) {
        Engine engine = new Engine(
                ledger,
                new Node(new OtherFolder(newsletter, folder)),
                new Composing(List.of(new Postcards()), mail -> {}, verdicts, refusals, clock),
                throttle,
                verdicts,
                courier,
                refusals,
                new Settings(settings.onUncertain(), settings.retryAfter(), Map.copyOf(slowDomains)),
                transactions,
                clock);
        engines.add(engine);
        engine.start();
        return engine;
    }

    private record Settings(OnUncertain onUncertain, List<Duration> retryAfter, Map<String, Domain> domains)
            implements OutboxSettings {}

    /** For engines that are started from now on. */
    void isSlow(String domain, double rate) {
        slowDomains.put(domain, () -> rate);
    }

    Outbox.Tried sendTest(Engine engine, Courier courier) {
        MailBuffer mail = new MailBuffer();
        mail.append("Subject: a test\r\n");
        mail.beginBody();
        mail.append("Does this arrive?\r\n");
        Envelope envelope =
                new Envelope(new EmailAddress("papers@example.org"), new EmailAddress("operator@engine.example"));
        return new Outbox(null, null, null, engine, null, unsigned -> {}, courier, clock).sendNow(envelope, mail);
    }

    void cannotBeComposed(long row) {
        uncomposable.add(row);
    }

    void cannotBeSent(long row) {
        unsendable.add(row);
    }

    void areNotWanted(List<Long> rows) {
        unwanted.addAll(rows);
    }

    /** Composes anything for anybody, but for the rows that it is told to stumble over. */
    private final class Postcards implements Composer {

        @Override
        public boolean composes(DeliveryKind kind) {
            return true;
        }

        @Override
        public Batch prepare(List<Delivery> deliveries) {
            Set<Long> unwantedByNow = Set.copyOf(unwanted);
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
                    if (unwantedByNow.contains(delivery.id())) {
                        return new Composed.Skip("no postcards, please");
                    }
                    mail.append("Subject: a postcard\r\nMessage-ID: <" + delivery.messageKey() + "@example.org>\r\n");
                    mail.beginBody();
                    mail.append("Wish you were here." + (unsendable.contains(delivery.id()) ? "\n" : "\r\n"));
                    EmailAddress to = to(delivery).orElseThrow();
                    return new Composed.Ready(new Envelope(new EmailAddress("papers@example.org"), to));
                }
            };
        }
    }

    List<EmailAddress> readers(int count) {
        return readers(count, "engine.example");
    }

    List<EmailAddress> readers(int count, String domain) {
        return readers(count, "reader", domain);
    }

    List<EmailAddress> readers(int count, String name, String domain) {
        return IntStream.range(0, count)
                .mapToObj(n -> new EmailAddress(name + "-" + UUID.randomUUID() + "@" + domain))
                .peek(address ->
                        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7)))
                .toList();
    }

    ReaderStatus status(EmailAddress reader) {
        return subscriptions.byEmail(reader).orElseThrow().status();
    }

    /** The ids of their rows; signing up has written one for each. */
    List<Long> mailsTo(List<EmailAddress> readers) {
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        readers.forEach(
                reader -> ids.add(subscriptions.byEmail(reader).orElseThrow().id()));
        return outbox.newest(List.of(DeliveryStatus.PENDING), null, 1_000).stream()
                .filter(row -> ids.contains(row.readerId()))
                .map(Delivery::id)
                .sorted()
                .toList();
    }

    Delivery delivery(long id) {
        return outbox.newest(List.of(DeliveryStatus.values()), null, 1_000).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }

    void await(DeliveryStatus status, List<Long> rows) {
        eventually(() -> assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(delivery(row).status()).isEqualTo(status)));
    }

    static List<String> recipients(ScriptedSmtpServer server) {
        return server.received().stream()
                .map(ReceivedMail::to)
                .flatMap(List::stream)
                .filter(to -> to.contains("@engine.example"))
                .toList();
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
