package dev.paperboy.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The topics that readers can follow, as an issue keeps them. */
@ApplicationScoped
class FrozenTopics {

    private final Topics topics;
    private final ObjectMapper json;

    FrozenTopics(Topics topics, ObjectMapper json) {
        this.topics = topics;
        this.json = json;
    }

    /** To be asked after the issue's cards were made: while a catalogue is in use topics come but never go, so that theirs are among them. */
    String now() {
        List<IssueTopic> all = topics.all().stream()
                .map(topic -> new IssueTopic(topic.slug(), topic.name()))
                .toList();
        try {
            return json.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("topics are always JSON", impossible);
        }
    }

    /** None for what an earlier version has kept. */
    List<IssueTopic> thawed(String kept) {
        if (kept.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(json.readValue(kept, IssueTopic[].class));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the topics of an issue cannot be read", damaged);
        }
    }
}
