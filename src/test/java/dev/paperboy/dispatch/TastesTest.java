package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.EntryText;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Wishes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TastesTest {

    private static final List<EntryText> ENTRIES = List.of(
            new EntryText(1, "Knots That Untie Themselves", "On rope.", List.of("Ida Moor"), "Quay Institute"),
            new EntryText(2, "Lanterns for Deep Water", "Rope, light and tides.", List.of(), ""),
            new EntryText(3, "Maps Made of Echoes", "Bats know the way.", List.of("Tom Okafor"), ""));

    private final AtomicInteger looks = new AtomicInteger();
    private final Tastes tastes = new Tastes(() -> {
        looks.incrementAndGet();
        return ENTRIES;
    });

    @Test
    void eachReadersWordsMeetTheEntriesThatHaveThem() {
        Reader ada = reader(12, List.of("lantern", "rope", "tides"), List.of("bats"));
        Reader bo = reader(1, List.of("\"Tom Okafor\""), List.of());

        assertThat(tastes.of(List.of(ada, bo)))
                .isEqualTo(Map.of(
                        12L, new Taste(Map.of(1, "rope", 2, "lantern"), Set.of(3)),
                        1L, new Taste(Map.of(3, "\"Tom Okafor\""), Set.of())));
        assertThat(tastes.of(ada).liked()).containsEntry(2, "lantern");
    }

    @Test
    void theTextsOfAnIssueAreReadOnceForAllItsReaders() {
        tastes.of(List.of(reader(1, List.of("rope"), List.of()), reader(2, List.of(), List.of("tides"))));
        tastes.of(List.of(reader(3, List.of("bats"), List.of())));
        assertThat(tastes.of(reader(4, List.of("bats"), List.of())).liked()).containsOnlyKeys(3);
        assertThat(looks).hasValue(1);
    }

    @Test
    void theyAreNotReadForReadersWithoutWordsOfTheirOwn() {
        assertThat(tastes.of(List.of(reader(1, List.of(), List.of()), reader(2, List.of(), List.of()))))
                .isEmpty();
        assertThat(tastes.of(reader(3, List.of(), List.of()))).isSameAs(Taste.NONE);
        assertThat(looks).hasValue(0);
    }

    private static Reader reader(long id, List<String> interests, List<String> mutes) {
        return new Reader(
                id,
                new UUID(0, id),
                new EmailAddress("reader-" + id + "@example.org"),
                ReaderStatus.ACTIVE,
                new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7),
                new Wishes(interests, mutes),
                null,
                null);
    }
}
