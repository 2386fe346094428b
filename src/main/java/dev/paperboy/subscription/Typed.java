package dev.paperboy.subscription;

import java.util.List;

/** What somebody typed into the form, as it came: nothing is trusted, nothing is lost. */
record Typed(String email, List<String> topics, String frequency, String zone, String hour, String papers) {

    static Typed of(String email, List<String> topics, String frequency, String zone, String hour, String papers) {
        return new Typed(
                orEmpty(email),
                topics == null
                        ? List.of()
                        : topics.stream()
                                .map(String::strip)
                                .filter(slug -> !slug.isEmpty())
                                .distinct()
                                .toList(),
                orEmpty(frequency),
                orEmpty(zone),
                orEmpty(hour),
                orEmpty(papers));
    }

    static Typed of(Reader reader) {
        Preferences preferences = reader.preferences();
        return new Typed(
                reader.email().value(),
                preferences.topics(),
                preferences.frequency().word(),
                preferences.zone().getId(),
                String.valueOf(preferences.hour()),
                String.valueOf(preferences.papers()));
    }

    /** The same, where what was not sent at all stays as the reader had it. A form that has an hour has its topics too, checked or not. */
    static Typed change(Reader reader, List<String> topics, String frequency, String zone, String hour, String papers) {
        Typed now = of(reader);
        boolean hasTopics = topics != null && !topics.isEmpty() || hour != null;
        return of(
                now.email(),
                hasTopics ? topics : now.topics(),
                frequency == null ? now.frequency() : frequency,
                zone == null ? now.zone() : zone,
                hour == null ? now.hour() : hour,
                papers == null ? now.papers() : papers);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text.strip();
    }
}
