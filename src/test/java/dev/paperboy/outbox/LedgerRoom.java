package dev.paperboy.outbox;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Where tests lease and mark rows of the real ledger. They have a priority that the engine does not look for. */
@ApplicationScoped
class LedgerRoom {

    static final int NOBODYS_PRIORITY = 77;
    static final int PRIORITY_IN_ISSUE = 78;
    static final String NODE = "test-node";
    static final String ANOTHER = "another-node";
    static final long EPOCH = 1_000_007L;

    private static final AtomicLong LEASES = new AtomicLong(Ledger.firstLease(EPOCH));

    private final Ledger ledger;
    private final LedgerSql sql;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final EntityManager entities;
    private final TestClock clock;

    LedgerRoom(
            Ledger ledger,
            LedgerSql sql,
            Outbox outbox,
            Subscriptions subscriptions,
            EntityManager entities,
            TestClock clock) {
        this.ledger = ledger;
        this.sql = sql;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.entities = entities;
        this.clock = clock;
    }

    static long newLease() {
        return LEASES.incrementAndGet();
    }

    static List<Long> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }

    List<Delivery> lease(int most) {
        return ledger.lease(NODE, newLease(), NOBODYS_PRIORITY, LedgerSql.Place.START, most);
    }

    /** As another node sees it that has been running for long. */
    void settleLostLeases() {
        ledger.settleLostLeases(ANOTHER, Instant.EPOCH);
    }

    Delivery delivery(long id) {
        return outbox.newest(List.of(DeliveryStatus.values()), null, 1000).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }

    void inIssue(long issue, long row) {
        QuarkusTransaction.requiringNew().run(() -> entities.createQuery(
                        "update DeliveryRow d set d.issueId = ?1, d.priority = ?2 where d.id = ?3")
                .setParameter(1, issue)
                .setParameter(2, PRIORITY_IN_ISSUE)
                .setParameter(3, row)
                .executeUpdate());
    }

    /** Rows of an issue for readers of whom nobody else knows, all due at once, in any order but that of their ids. */
    void issueFor(long issue, int readers) {
        List<Entrusted> mails = LongStream.range(0, readers)
                .mapToObj(n -> Entrusted.issue(issue, -1 - n * 7919 % readers, clock.instant(), Contents.NONE))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> {
            sql.insert(mails, clock.instant());
            entities.createQuery("update DeliveryRow d set d.priority = ?1 where d.issueId = ?2")
                    .setParameter(1, PRIORITY_IN_ISSUE)
                    .setParameter(2, issue)
                    .executeUpdate();
        });
    }

    void giveBackAll(long issue) {
        QuarkusTransaction.requiringNew().run(() -> entities.createQuery(
                        "update DeliveryRow d set d.status = ?1, d.epoch = 0, d.notBefore = d.dueAt"
                                + " where d.issueId = ?2 and d.status = ?3")
                .setParameter(1, DeliveryStatus.PENDING)
                .setParameter(2, issue)
                .setParameter(3, DeliveryStatus.LEASED)
                .executeUpdate());
    }

    /** So many rows that are due, in the order in which they should go; those of earlier tests are done with first. */
    List<Long> entrusted(int count) {
        String name = UUID.randomUUID().toString();
        EmailAddress address = new EmailAddress(name + "@ledger.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        long reader = subscriptions.byEmail(address).orElseThrow().id();
        Entrusted notice = Entrusted.notice(DeliveryKind.PREFERENCES, reader, clock.instant());
        return QuarkusTransaction.requiringNew().call(() -> {
            entities.createQuery("update DeliveryRow d set d.status = ?1, d.notBefore = null where d.priority = ?2")
                    .setParameter(1, DeliveryStatus.CANCELLED)
                    .setParameter(2, NOBODYS_PRIORITY)
                    .executeUpdate();
            sql.insert(IntStream.range(0, count).mapToObj(n -> notice).toList(), clock.instant());
            entities.createQuery("update DeliveryRow d set d.priority = ?1 where d.readerId = ?2 and d.kind = ?3")
                    .setParameter(1, NOBODYS_PRIORITY)
                    .setParameter(2, reader)
                    .setParameter(3, DeliveryKind.PREFERENCES)
                    .executeUpdate();
            return entities.createQuery(
                            "select d.id from DeliveryRow d where d.readerId = ?1 and d.kind = ?2 order by d.id",
                            Long.class)
                    .setParameter(1, reader)
                    .setParameter(2, DeliveryKind.PREFERENCES)
                    .getResultList();
        });
    }
}
