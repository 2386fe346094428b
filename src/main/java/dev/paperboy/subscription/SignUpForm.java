package dev.paperboy.subscription;

import java.util.List;
import java.util.stream.Stream;

/**
 * The choices form as a page shows it: what was typed, what may be chosen, and a message beside each field that needs another look.
 *
 * @param guessZone whether the browser may put its own zone in, because nobody has chosen one yet
 */
public record SignUpForm(
        String email,
        String emailError,
        List<Topic> topics,
        String topicError,
        List<Option> frequencies,
        String frequencyError,
        List<Option> hours,
        String hourError,
        List<Option> papers,
        String papersError,
        String zone,
        String zoneError,
        List<String> zones,
        boolean guessZone) {

    /** A topic with its check box. */
    public record Topic(String slug, String name, String description, boolean chosen) {}

    /** An entry of a select. */
    public record Option(String value, String label, boolean chosen) {}

    /** Whether the part that is folded away must be open, so that its messages are seen. */
    public boolean choicesOpen() {
        return errors() > (emailError.isEmpty() ? 0 : 1) || topics.stream().anyMatch(Topic::chosen);
    }

    public String problem() {
        return problem(errors());
    }

    static String problem(long errors) {
        return errors == 1 ? "One field needs another look" : errors + " fields need another look";
    }

    long errors() {
        return Stream.of(emailError, topicError, frequencyError, hourError, papersError, zoneError)
                .filter(message -> !message.isEmpty())
                .count();
    }
}
