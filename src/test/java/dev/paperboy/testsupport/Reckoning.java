package dev.paperboy.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the ledger says of an issue's readers, beside what a relay took. */
public final class Reckoning {

    private final Map<String, Row> ledger;
    private final Map<String, List<String>> taken;
    private final RecordingRelay relay;

    Reckoning(Map<String, Row> ledger, RecordingRelay relay) {
        this.ledger = ledger;
        this.taken = relay.messageIds();
        this.relay = relay;
    }

    /**
     * A reader's row.
     *
     * @param attempts tries that count: this relay refuses nothing, so all but the last of them left a doubt
     */
    record Row(String status, int attempts, boolean doubted) {

        int sentAgain() {
            return !doubted ? 0 : isDone() ? attempts - 1 : attempts;
        }

        int doubts() {
            return sentAgain() + (status.equals("UNCERTAIN") ? 1 : 0);
        }

        private boolean isDone() {
            return status.equals("SENT") || status.equals("UNCERTAIN");
        }
    }

    public List<String> in(String... statuses) {
        List<String> asked = List.of(statuses);
        return ledger.keySet().stream()
                .filter(reader -> asked.contains(ledger.get(reader).status()))
                .toList();
    }

    /** How often nobody could know whether a mail had been taken. */
    public int doubts() {
        return ledger.values().stream().mapToInt(Row::doubts).sum();
    }

    /** Who neither got it nor is listed as in doubt. */
    private List<String> lost() {
        return ledger.keySet().stream()
                .filter(reader -> !taken.containsKey(reader)
                        && !ledger.get(reader).status().equals("UNCERTAIN"))
                .toList();
    }

    /** Copies beside the first ones. */
    public int doubled() {
        return taken.entrySet().stream()
                .filter(reader -> ledger.containsKey(reader.getKey()))
                .mapToInt(reader -> reader.getValue().size() - 1)
                .sum();
    }

    /** Everything on one line. */
    public String line() {
        return "%d readers, %d uncertain, %d lost, %d doubled"
                .formatted(ledger.size(), doubts(), lost().size(), doubled());
    }

    /** At the end of it all. */
    public void assertEverybodyIsAccountedFor(int readers) {
        assertThat(ledger).as("readers in the ledger").hasSize(readers);
        assertThat(ledger.keySet())
                .as("neither sent nor in doubt")
                .hasSize(in("SENT", "UNCERTAIN").size());
        assertThat(lost()).as("lost: neither taken by the relay nor listed").isEmpty();
        assertThat(extraCopies()).as("copies that no doubt explains").isEmpty();
        assertThat(notInDoubt(relay.unanswered()))
                .as("taken when nobody could be told, and not in doubt")
                .isEmpty();
        assertThat(notInDoubt(relay.dropped()))
                .as("thrown away when nobody could be told, and not in doubt")
                .isEmpty();
        assertMessageIdsTellMailsApart();
    }

    private List<String> extraCopies() {
        return taken.keySet().stream()
                .filter(ledger::containsKey)
                .filter(reader ->
                        taken.get(reader).size() - 1 > ledger.get(reader).sentAgain())
                .toList();
    }

    private Set<String> notInDoubt(Set<String> readers) {
        Set<String> left = new TreeSet<>(readers);
        left.removeIf(reader -> ledger.containsKey(reader) && ledger.get(reader).doubts() > 0);
        return left;
    }

    /** A copy has the Message-ID of the first, and nobody else's mail has it. */
    private void assertMessageIdsTellMailsApart() {
        assertThat(taken).allSatisfy((reader, ids) -> assertThat(ids)
                .as(reader)
                .allMatch(id -> id.matches("<[^<>@\\s]+@[^<>@\\s]+>"))
                .containsOnly(ids.getFirst()));
        assertThat(new HashSet<>(taken.values().stream().map(List::getFirst).toList()))
                .as("Message-IDs")
                .hasSize(taken.size());
    }

    /** That kills fell where they could do harm, so that the other sentences say something. */
    public void assertKillsLeftDoubts(boolean ofEitherKind) {
        assertThat(Stream.concat(relay.unanswered().stream(), relay.dropped().stream()))
                .as("mails at whose kill the relay owed an answer")
                .isNotEmpty();
        if (ofEitherKind) {
            assertThat(relay.unanswered()).as("mails that it had taken").isNotEmpty();
            assertThat(relay.dropped()).as("mails that it had not taken").isNotEmpty();
        }
        assertThat(doubts()).as("doubts").isPositive();
    }

    /** After an orderly stop. */
    public void assertNobodyIsInDoubt() {
        assertThat(doubts()).as("doubts").isZero();
        assertThat(relay.unanswered()).as("left without waiting for the answer").isEmpty();
        assertThat(relay.dropped()).as("left without waiting for the answer").isEmpty();
    }
}
