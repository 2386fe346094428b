package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.IssueTopic;
import dev.paperboy.topic.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssueTopicsTest {

    private static final List<IssueTopic> KEPT = List.of(
            new IssueTopic("agents", "Agents"), new IssueTopic("tides", "Tides"), new IssueTopic("yarn", "Yarn"));
    private static final List<Topic> CURRENT =
            List.of(new Topic("yarn", "Wool", "Of sheep.", List.of("wool"), List.of()));

    private final IssueTopics topics = new IssueTopics(KEPT, CURRENT);

    @Test
    void whatIsFollowedIsNamedInTheIssuesOwnOrderAndWords() {
        List<Integer> numbers = topics.numbers(List.of("yarn", "agents"));

        assertThat(numbers).isEqualTo(topics.lasting(List.of("yarn", "agents"))).containsExactly(1, 3);
        assertThat(topics.slugs(numbers)).containsExactly("agents", "yarn");
        assertThat(topics.words(numbers)).isEqualTo("Agents, Yarn");
    }

    @Test
    void followingEverythingIsNoNumber() {
        assertThat(topics.lasting(List.of())).isEmpty();
        assertThat(topics.words(List.of())).isEqualTo("all topics");
    }

    @Test
    void followingOnlyWhatTheIssueDoesNotKnowIsNotFollowingEverything() {
        List<Integer> numbers = topics.lasting(List.of("knitting", "weaving"));

        assertThat(numbers).hasSize(1);
        assertThat(topics.slugs(numbers)).isEmpty();
        assertThat(topics.words(numbers)).isEqualTo("other topics");
        assertThat(topics.words(topics.numbers(List.of("knitting", "tides")))).isEqualTo("Tides and others");
    }

    @Test
    void anIssueOfAnEarlierVersionNamesTopicsAsTheyAreNowAndHasNoNumbersThatLast() {
        IssueTopics earlier = new IssueTopics(List.of(), CURRENT);

        assertThat(earlier.words(earlier.numbers(List.of("yarn")))).isEqualTo("Wool");
        assertThat(earlier.lasting(List.of("yarn"))).isNull();
        assertThat(earlier.lasting(List.of())).isNull();
    }
}
