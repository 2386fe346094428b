package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The front door of the ledger. Rows are written in the caller's transaction, so a mail and its cause stand or fall together. */
@ApplicationScoped
public class Outbox {

    /** A relay that is well has long been asked by then. */
    private static final Duration TIME_FOR_A_TRY = Duration.ofHours(1);

    private final DeliveryRows rows;
    private final LedgerSql sql;
    private final Node node;
    private final Engine engine;
    private final Durability durability;
    private final Signer signer;
    private final Courier courier;
    private final Clock clock;

    Outbox(
            DeliveryRows rows,
            LedgerSql sql,
            Node node,
            Engine engine,
            Durability durability,
            Signer signer,
            Courier courier,
            Clock clock) {
        this.rows = rows;
        this.sql = sql;
        this.node = node;
        this.engine = engine;
        this.durability = durability;
        this.signer = signer;
        this.courier = courier;
        this.clock = clock;
    }

    /** From now on, all that is committed, the ledger or not, is on the disk a second later at the latest. */
    public void keepOnDisk() {
        durability.begin();
    }

    /** Whether this ledger is a copy or was restored from one: what waits in it may have gone out since. */
    @Transactional
    public boolean isCopied() {
        return sql.isEmbedded() && (node.isCopy() || node.lastStart() > engine.lastEpoch());
    }

    /** What waits in a copy is held, so that the next start is one like any other. */
    public void copyIsSettled() {
        node.copyIsSettled();
    }

    /** Whether no other process worked in the data directory when this one came. */
    public boolean isFirstInItsDirectory() {
        return node.isFirstInItsDirectory();
    }

    /** This process's name. It keeps it when it is started again, so that it knows what it had begun. */
    public String nodeName() {
        return node.name();
    }

    /** Settles what an earlier process had begun to send, so that it can be seen what waits. */
    public void settle() {
        engine.settle();
    }

    /** Begins to send what is due. */
    public void start() {
        engine.start();
    }

    /** Writes mails down; they leave by themselves when their time has come, after the transaction has ended. */
    @Transactional
    public void entrust(List<Entrusted> mails) {
        // What the caller has changed must be there first: a row names its reader and its issue.
        rows.flush();
        // What leaves in one wave lies together, so that it is leased and marked on few pages.
        List<Entrusted> inWaves = mails.stream()
                .sorted(Comparator.comparing(Entrusted::notBefore))
                .toList();
        sql.insert(inWaves, clock.instant());
        engine.wakeAfterCommit();
    }

    /** How many notices this reader was written in the last so long; a stranger must not fill somebody's inbox. */
    @Transactional
    public long noticesWithin(long readerId, Duration span) {
        return rows.noticesSince(readerId, clock.instant().minus(span));
    }

    /** What these issues brought, may have brought, or will bring to readers with ids between these, both included. */
    @Transactional
    public List<Brought> brought(Collection<Long> issueIds, long firstReader, long lastReader) {
        return issueIds.stream()
                .flatMap(issue -> sql.brought(issue, firstReader, lastReader).stream())
                .toList();
    }

    /** The row of an issue for a reader. */
    @Transactional
    public Optional<Delivery> find(long issueId, long readerId) {
        return rows.find("issueId = ?1 and readerId = ?2", issueId, readerId)
                .firstResultOptional()
                .map(DeliveryRow::delivery);
    }

    @Transactional
    public Optional<Delivery> find(long deliveryId) {
        return rows.findByIdOptional(deliveryId).map(DeliveryRow::delivery);
    }

    /** The same, and nobody else changes it until the caller's transaction ends. */
    @Transactional
    public Optional<Delivery> locked(long deliveryId) {
        return rows.locked(deliveryId).map(DeliveryRow::delivery);
    }

    /** Readers who have a row for this issue, whatever became of it. */
    @Transactional
    public Set<Long> readersOf(long issueId) {
        return new HashSet<>(rows.readersOf(issueId));
    }

    /** How many mails of this issue have been due since before then and were never tried, are held, or missed another try since. */
    @Transactional
    public long waitingSince(long issueId, Instant then) {
        return rows.waitingSince(issueId, then, then.minus(TIME_FOR_A_TRY));
    }

    /**
     * Ends the tries of this issue's mails that were due before then and wait because the relay itself put them off; they have failed. Where
     * the time for the next try has come and nobody made it, the wait is not their own: they are given a while for it, and then count as
     * {@link #waitingSince waiting}.
     */
    @Transactional
    public long giveUp(long issueId, Instant dueBefore) {
        return rows.giveUp(issueId, dueBefore, "given up, for its issue has expired: ", clock.instant());
    }

    @Transactional
    public DeliveryCounts counts(long issueId) {
        Map<DeliveryStatus, Long> counts = new EnumMap<>(DeliveryStatus.class);
        rows.countsByStatus(issueId).forEach(row -> counts.put((DeliveryStatus) row[0], (Long) row[1]));
        return new DeliveryCounts(counts);
    }

    /** Whether no mail of this issue goes, or may still turn out not to have gone, without a word of an operator. */
    @Transactional
    public boolean isDone(long issueId) {
        return counts(issueId).open() == 0 && rows.awaited(issueId) == 0;
    }

    /** When this issue's mails that wait are due; empty when none waits. */
    @Transactional
    public Optional<Departures> departures(long issueId) {
        return rows.departures(issueId);
    }

    /** How many of this issue's mails went, or go, once more though a first copy may have arrived. */
    @Transactional
    public long sentAgainInDoubt(long issueId) {
        return rows.sentAgainInDoubt(issueId);
    }

    /** This issue's mails that were tried, not taken, and are tried again; empty when there are none. */
    @Transactional
    public Optional<PutOff> putOff(long issueId) {
        return rows.putOff(issueId);
    }

    /** The newest rows in these states, of one issue or of all where it is null. */
    @Transactional
    public List<Delivery> newest(List<DeliveryStatus> statuses, Long issueId, int most) {
        Optional<Bundle> bundle = Optional.ofNullable(issueId).map(Bundle.OfIssue::new);
        return newest(new DeliveryQuery(statuses, bundle, Optional.empty(), Optional.empty()), most);
    }

    /** Rows of the ledger, the newest first. */
    @Transactional
    public List<Delivery> newest(DeliveryQuery query, int most) {
        return rows.newest(query, most).stream().map(DeliveryRow::delivery).toList();
    }

    /** Lets an issue's waiting rows wait; mails that are on their way arrive. */
    @Transactional
    public long hold(long issueId) {
        engine.recallAfterCommit(issueId);
        return rows.hold(issueId, "held with its issue");
    }

    @Transactional
    public long resume(long issueId) {
        long resumed = rows.resume(issueId, clock.instant());
        engine.wakeAfterCommit();
        return resumed;
    }

    @Transactional
    public long cancel(long issueId) {
        engine.recallAfterCommit(issueId);
        return rows.cancel(issueId, "cancelled with its issue", clock.instant());
    }

    /** An operator takes the risk of a second copy: an uncertain or failed row goes out again under its old Message-ID. */
    @Transactional
    public Optional<Delivery> sendAgain(long deliveryId) {
        Optional<DeliveryRow> found = inDoubtOrFailed(deliveryId);
        found.ifPresent(row -> row.sendAgain(clock.instant()));
        engine.wakeAfterCommit();
        return found.map(DeliveryRow::delivery);
    }

    /** The same for a row that has failed, with other contents: what its reader did not get may be something else by now. */
    @Transactional
    public Optional<Delivery> sendAgain(long deliveryId, Contents contents) {
        return sendInstead(deliveryId, DeliveryStatus.FAILED, row -> row.sendAgain(contents, clock.instant()));
    }

    /** The reader, who had left or paused when this mail was to leave, or for whom there was nothing in it, is back for these. */
    @Transactional
    public Optional<Delivery> sendSkipped(long deliveryId, Contents contents) {
        return sendInstead(deliveryId, DeliveryStatus.SKIPPED, row -> row.sendSkipped(contents, clock.instant()));
    }

    private Optional<Delivery> sendInstead(long deliveryId, DeliveryStatus status, Consumer<DeliveryRow> again) {
        Optional<DeliveryRow> found = rows.locked(deliveryId).filter(row -> row.status() == status);
        found.ifPresent(again);
        engine.wakeAfterCommit();
        return found.map(DeliveryRow::delivery);
    }

    /** An operator knows, from the relay's log, that an uncertain mail has arrived. */
    @Transactional
    public Optional<Delivery> markSent(long deliveryId) {
        Optional<DeliveryRow> found = inDoubtOrFailed(deliveryId);
        found.ifPresent(row -> row.markSent(clock.instant()));
        return found.map(DeliveryRow::delivery);
    }

    private Optional<DeliveryRow> inDoubtOrFailed(long deliveryId) {
        return rows.locked(deliveryId)
                .filter(row -> row.status() == DeliveryStatus.UNCERTAIN || row.status() == DeliveryStatus.FAILED);
    }

    /** How many of these mails are in doubt. */
    @Transactional
    public long doubts(Bundle bundle) {
        return rows.countDoubts(bundle);
    }

    /** Does {@link #sendAgain} with whichever of these mails is in doubt; how many were. */
    @Transactional
    public long sendDoubtsAgain(Bundle bundle) {
        Instant now = clock.instant();
        List<DeliveryRow> doubts = rows.doubts(bundle);
        doubts.forEach(row -> row.sendAgain(now));
        engine.wakeAfterCommit();
        return doubts.size();
    }

    /** Does {@link #markSent} with whichever of these mails is in doubt; how many were. */
    @Transactional
    public long markDoubtsSent(Bundle bundle) {
        Instant now = clock.instant();
        List<DeliveryRow> doubts = rows.doubts(bundle);
        doubts.forEach(row -> row.markSent(now));
        return doubts.size();
    }

    /** Notices that were tried and not taken, and are tried again; empty when there are none. */
    @Transactional
    public Optional<NoticeTrouble> noticeTrouble() {
        return rows.noticeTrouble();
    }

    /**
     * What became of a mail outside the ledger.
     *
     * @param relay the one that was tried last; "relay" where there is only one
     */
    public record Tried(String relay, DeliveryOutcome outcome) {}

    /**
     * Hands one mail over at once, outside the ledger: nobody tries it again. Where a relay is not to be reached the next one is asked, those
     * in trouble last. Not to be called in a transaction.
     */
    public Tried sendNow(Envelope envelope, MailBuffer mail) {
        signer.sign(mail);
        List<String> inTrouble = troubles().stream().map(RelayTrouble::relay).toList();
        List<Courier.Route> routes = courier.routes().stream()
                .sorted(Comparator.comparing((Courier.Route route) -> inTrouble.contains(route.name()))
                        .thenComparing(Courier.Route::weight, Comparator.reverseOrder()))
                .toList();
        Tried last = null;
        for (Courier.Route route : routes) {
            last = new Tried(route.name(), sendNow(route, envelope, mail));
            switch (last.outcome()) {
                case DeliveryOutcome.Unreachable _, DeliveryOutcome.TurnedAway _ -> {}
                case DeliveryOutcome.Accepted _ -> {
                    engine.isWell(route.name());
                    return last;
                }
                case DeliveryOutcome.Deferred _,
                        DeliveryOutcome.Refused _,
                        DeliveryOutcome.Uncertain _,
                        DeliveryOutcome.BrokenOff _,
                        DeliveryOutcome.Withdrawn _ -> {
                    return last;
                }
            }
        }
        return last;
    }

    private static DeliveryOutcome sendNow(Courier.Route route, Envelope envelope, MailBuffer mail) {
        try (Courier.Line line = route.open()) {
            return line.send(envelope, mail, () -> true);
        }
    }

    /** What is wrong with relays, while something is. */
    public List<RelayTrouble> troubles() {
        return engine.troubles();
    }

    /** Whether no relay is left to take mail. */
    public boolean isStuck() {
        return troubles().size() >= courier.routes().size();
    }

    /** Tries every relay at once instead of waiting for its next try. */
    public void tryRelaysNow() {
        engine.tryRelaysNow();
    }
}
