package dev.paperboy.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.ImportCells.Row;
import dev.paperboy.subscription.ReaderImport.Problem;
import dev.paperboy.subscription.ReaderImport.State;
import dev.paperboy.subscription.ReaderImport.Tally;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file does to the readers, on a real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ReaderImportsTest {

    private static final String HEAD = "email,topics,frequency,zone,hour,confirmed_at\n";

    @Inject
    ReaderImports imports;

    @Inject
    ImportLedger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Newsletter newsletter;

    @Inject
    TestClock clock;

    @Inject
    EntityManager entities;

    @TempDir
    Path folder;

    @Test
    void confirmedRowsAreReadersAtOnceWithoutAWelcomeAndOthersWaitInSilence() throws IOException {
        ReaderImport ended = takeIn(HEAD + """
                ada@take.example,robotics;agents,weekdays,Pacific/Kiritimati,18,2026-01-31T08:30:00Z
                bo@take.example,,,,,
                """);
        assertThat(ended.state()).isEqualTo(State.FINISHED);
        assertThat(ended.tally()).isEqualTo(new Tally(1, 1, 0, 0, 0, 0));
        assertThat(ended.bytesRead()).isEqualTo(ended.bytes());

        Reader ada = reader("ada@take.example");
        assertThat(ada.status()).isEqualTo(ReaderStatus.ACTIVE);
        assertThat(ada.confirmedAt()).isEqualTo("2026-01-31T08:30:00Z");
        assertThat(ada.preferences())
                .isEqualTo(new Preferences(
                        List.of("robotics", "agents"), Frequency.WEEKDAYS, ZoneId.of("Pacific/Kiritimati"), 18));
        assertThat(ada.wishes()).isEqualTo(Wishes.NONE);
        Reader bo = reader("bo@take.example");
        assertThat(bo.status()).isEqualTo(ReaderStatus.PENDING);
        assertThat(bo.confirmedAt()).isNull();
        assertThat(bo.preferences()).isEqualTo(new Preferences(List.of(), Frequency.DAILY, ZoneId.of("UTC"), 7));

        assertThat(count("select count(*) from delivery where reader_id in (?1, ?2)", ada, bo))
                .isZero();
        assertThat(count("select count(*) from reader where welcome_due and id in (?1, ?2)", ada, bo))
                .as("readers whom a welcome is owed")
                .isZero();
    }

    @Test
    void whoeverLeftOrIsSuppressedIsNeverBroughtBack() throws IOException {
        Reader left = active("left");
        subscriptions.unsubscribe(subscriptions.token(Purpose.UNSUBSCRIBE, left));
        Reader suppressed = active("suppressed");
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createQuery("update ReaderRow set status = ?1 where id = ?2")
                        .setParameter(1, ReaderStatus.SUPPRESSED)
                        .setParameter(2, suppressed.id())
                        .executeUpdate());

        ReaderImport ended = takeIn(HEAD + """
                LEFT@imports.example,,,,,2026-01-31
                new@imports.example,,,,,2026-01-31
                suppressed@imports.example,,,,,2026-01-31
                """);
        assertThat(ended.tally()).isEqualTo(new Tally(1, 0, 0, 2, 0, 0));
        assertThat(subscriptions.find(left.id()).orElseThrow().status()).isEqualTo(ReaderStatus.UNSUBSCRIBED);
        assertThat(subscriptions.find(suppressed.id()).orElseThrow().status()).isEqualTo(ReaderStatus.SUPPRESSED);
        assertThat(problems(ended))
                .containsExactly(
                        new Problem(
                                2,
                                true,
                                "left@imports.example",
                                "“left@imports.example” has left. Only a new sign-up brings them back."),
                        new Problem(
                                4,
                                true,
                                "suppressed@imports.example",
                                "“suppressed@imports.example” is suppressed, and stays so."));
    }

    @Test
    void whoeverIsThereIsLeftExactlyAsTheyAre() throws IOException {
        Reader active = active("stays");
        EmailAddress waiting = new EmailAddress("waits@imports.example");
        subscriptions.signUp(waiting, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Reader pending = subscriptions.byEmail(waiting).orElseThrow();

        ReaderImport ended = takeIn(HEAD + """
                stays@imports.example,robotics,weekly,Asia/Tokyo,3,2020-01-31
                waits@imports.example,robotics,weekly,Asia/Tokyo,3,2020-01-31
                """);
        assertThat(ended.tally()).isEqualTo(new Tally(0, 0, 2, 0, 0, 0));
        assertThat(problems(ended)).isEmpty();
        assertThat(subscriptions.find(active.id())).contains(active);
        assertThat(subscriptions.find(pending.id())).contains(pending);
    }

    @Test
    void ofAnAddressThatStandsInTheFileTwiceTheFirstRowCountsAcrossBatchesToo() throws IOException {
        String filling = IntStream.range(0, 2_500)
                .mapToObj(n -> "filling" + n + "@twice.example,,,,,2026-01-31\n")
                .collect(Collectors.joining());
        ReaderImport ended = takeIn(
                HEAD + "ada@twice.example,,,,5,\nADA@twice.example,,,,6,\n" + filling + "ada@twice.example,,,,8,\n");
        assertThat(ended.tally()).isEqualTo(new Tally(2_500, 1, 0, 0, 2, 0));
        assertThat(reader("ada@twice.example").preferences().hour()).isEqualTo(5);
        assertThat(problems(ended)).extracting(Problem::line).containsExactly(3, 2_504);

        ReaderImport again = takeIn(HEAD + "ada@twice.example,,,,8,\n");
        assertThat(again.tally()).as("a second file").isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    }

    @Test
    void everyRowIsCountedAlthoughQuotationMarksAreAstray() throws IOException {
        ReaderImport ended = takeIn("""
                email,confirmed_at,note
                a@astray.example,2026-01-01,6" pipe
                b@astray.example,2026-01-01,
                c@astray.example,2026-01-01,5" nail
                d@astray.example,2026-01-01,"stray
                e@astray.example,2026-01-01,
                f@astray.example,2026-01-01,6"
                """);
        assertThat(ended.tally()).isEqualTo(new Tally(5, 0, 0, 0, 0, 1));
        assertThat(problems(ended)).extracting(Problem::line).containsExactly(5);
    }

    @Test
    void controlCharactersCostTheirOwnRowsOnly() throws IOException {
        ReaderImport ended = takeIn(HEAD + """
                ada@control.example,,,,,2026-01-31
                bo@con#trol.example,,,,,
                bo2@control.example,robo#tics,,,,
                bo3@control.example,,da#ily,,,
                bo4@control.example,,,Europe/#Lisbon,,
                bo5@control.example,,,,1#8,
                bo6@control.example,,,,,2026#-01-31
                chidi@control.example,,,,,2026-01-31
                """.replace('#', '\0'));
        assertThat(ended.state()).isEqualTo(State.FINISHED);
        assertThat(ended.tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, 6));
        assertThat(problems(ended)).extracting(Problem::line).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(reader("chidi@control.example").status()).isEqualTo(ReaderStatus.ACTIVE);
    }

    @Test
    void everyRowAtFaultIsKeptWithItsLineAndItsReason() throws IOException {
        String nonsense =
                IntStream.range(0, 5_432).mapToObj(n -> "nonsense" + n + "\n").collect(Collectors.joining());
        ReaderImport ended = takeIn("email,shoe_size\n" + nonsense + "good@fault.example\n");
        assertThat(ended.tally()).isEqualTo(new Tally(0, 1, 0, 0, 0, 5_432));
        assertThat(ended.unknownColumns()).containsExactly("shoe_size");
        List<Problem> problems = problems(ended);
        assertThat(problems)
                .extracting(Problem::line)
                .containsExactlyElementsOf(IntStream.range(2, 5_434).boxed().toList());
        assertThat(problems.getLast())
                .isEqualTo(new Problem(
                        5_433, false, "nonsense5431", "“nonsense5431” is not an email address that we can send to."));
        assertThat(imports.problems(ended.id(), false, 2_001, 3)).isEqualTo(problems.subList(2_000, 2_003));
    }

    @Test
    void aBatchThatWasWrittenAlthoughNobodyHeardOfItCountsOnce() {
        long id = ledger.open("lost.csv", "admin", "another", List.of(), 100);
        List<Row> first = List.of(
                new Row.Good(confirmed(2, "ada@lost.example")),
                new Row.Good(confirmed(3, "bo@lost.example")),
                new Row.Bad(4, "nonsense", "“nonsense” is not an email address that we can send to."));
        ledger.write(id, 1, first, 60);
        ledger.write(id, 1, first, 60);
        ReaderImport taken = imports.find(id).orElseThrow();
        assertThat(taken.tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, 1));
        assertThat(problems(taken)).extracting(Problem::line).containsExactly(4);

        ledger.write(id, 2, List.of(new Row.Good(confirmed(5, "ada@lost.example"))), 100);
        assertThat(imports.find(id).orElseThrow().tally())
                .as("the next batch, with an address of the first")
                .isEqualTo(new Tally(2, 0, 0, 0, 1, 1));
        ledger.end(id, State.FINISHED, "");
        ledger.end(id, State.FAILED, "The database refused a batch; the log has the details.");
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.FINISHED);
    }

    private ImportedReader confirmed(int line, String address) {
        return new ImportedReader(line, new EmailAddress(address), "", Frequency.DAILY, "UTC", 7, clock.instant());
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedAndLeavesNothingBehind() throws IOException {
        int before = imports.newest(100).size();
        Path file = Files.writeString(folder.resolve("readers.csv"), "name,city\nAda,Porto\n");
        assertThat(imports.begin(file, "readers.csv", "admin")).isInstanceOf(ReaderImports.Begun.Refused.class);
        assertThat(imports.newest(100)).hasSize(before);
    }

    @Test
    void whileAFileIsTakenInAnotherHasToWaitAndSilenceMeansInterrupted() throws IOException {
        long silent = ledger.open("gone.csv", "admin", "another", List.of(), 10);
        Path file = Files.writeString(folder.resolve("readers.csv"), "email\nlater@imports.example\n");
        assertThat(imports.begin(file, "readers.csv", "admin")).isEqualTo(new ReaderImports.Begun.Busy(silent));
        assertThat(imports.find(silent).orElseThrow().state()).isEqualTo(State.RUNNING);

        clock.advance(Duration.ofMinutes(1));
        assertThat(imports.find(silent).orElseThrow().state()).isEqualTo(State.INTERRUPTED);
        assertThat(takeIn("email\nlater@imports.example\n").state()).isEqualTo(State.FINISHED);
    }

    @Test
    void whatAProcessDiedWithIsEndedWhenItComesBackAndWhatOthersDoGoesOn() throws IOException {
        long own = ledger.open("own.csv", "admin", outbox.nodeName(), List.of(), 10);
        long others = ledger.open("others.csv", "admin", "another", List.of(), 10);
        imports.settle();
        assertThat(imports.find(own).orElseThrow().state()).isEqualTo(State.INTERRUPTED);
        assertThat(imports.find(others).orElseThrow().state()).isEqualTo(State.RUNNING);

        ledger.end(others, State.FINISHED, "");
        assertThat(takeIn("email\nback@imports.example\n").state()).isEqualTo(State.FINISHED);
    }

    @Test
    void whatUploadsThatWereBrokenOffLeftIsSweptAway() throws IOException {
        imports.settle();
        Path uploads = Files.createDirectories(newsletter.dataDir().resolve("uploads"));
        Path piece = Files.writeString(uploads.resolve("a-piece"), "email\nada@piece.example\nbo@pie");
        Path beside = Files.writeString(newsletter.dataDir().resolve("beside"), "stays");

        imports.settle();
        assertThat(piece).doesNotExist();
        assertThat(uploads).isDirectory();
        assertThat(beside).exists();
        assertThat(takeIn("email\nbo@piece.example\n").state()).isEqualTo(State.FINISHED);
    }

    private ReaderImport takeIn(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("readers.csv"), text);
        ReaderImports.Begun begun = imports.begin(file, "C:\\lists\\readers.csv", "admin");
        assertThat(begun).isInstanceOf(ReaderImports.Begun.Started.class);
        Files.delete(file);
        long id = ((ReaderImports.Begun.Started) begun).importId();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> imports.find(id).orElseThrow().state() != State.RUNNING);
        ReaderImport ended = imports.find(id).orElseThrow();
        assertThat(ended.fileName()).isEqualTo("readers.csv");
        assertThat(ended.operator()).isEqualTo("admin");
        return ended;
    }

    private List<Problem> problems(ReaderImport ended) {
        List<Problem> all = new ArrayList<>(imports.problems(ended.id(), false, 0, 10_000));
        all.addAll(imports.problems(ended.id(), true, 0, 10_000));
        return all;
    }

    private Reader active(String name) {
        EmailAddress address = new EmailAddress(name + "@imports.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Reader reader = subscriptions.byEmail(address).orElseThrow();
        subscriptions.confirm(subscriptions.token(Purpose.CONFIRM, reader));
        return subscriptions.find(reader.id()).orElseThrow();
    }

    private Reader reader(String address) {
        return subscriptions.byEmail(new EmailAddress(address)).orElseThrow();
    }

    private long count(String query, Reader one, Reader other) {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities.createNativeQuery(query)
                        .setParameter(1, one.id())
                        .setParameter(2, other.id())
                        .getSingleResult())
                .longValue());
    }
}
