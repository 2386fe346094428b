package dev.paperboy.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the catalogue of topics, and refuses one that is wrong in a single sentence that says where. An operator's own stands in the
 * data directory and goes before the bundled one.
 */
class TopicFile {
    static final String NAME = "topics.yaml";

    // far above what anybody reads, and below what one stored query can hold
    private static final int MOST_TERMS = 200;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Mails name topics within a line, and are not sent with any of these in it. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private static final TopicAnalyzer ANALYZER = new TopicAnalyzer();

    private final Optional<Path> own;

    /** The bundled catalogue only. */
    TopicFile() {
        this.own = Optional.empty();
    }

    TopicFile(Path dataDir) {
        this.own = Optional.of(dataDir.resolve(NAME));
    }

    List<Topic> read() {
        return parse(text());
    }

    String text() {
        try {
            if (own.isPresent() && Files.exists(own.get())) {
                return Files.readString(own.get());
            }
            try (InputStream yaml = TopicFile.class.getResourceAsStream("/" + NAME)) {
                if (yaml == null) {
                    throw wrong("the file is missing from the classpath");
                }
                return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IllegalStateException(NAME + ": the file cannot be read: " + e.getMessage(), e);
        }
    }

    /** Written beside and moved, so that a kill in the middle leaves the old one. */
    void write(String yaml) {
        Path file = own.orElseThrow(() -> new IllegalStateException("the bundled catalogue cannot be changed"));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".new");
            Files.writeString(fresh, yaml);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: make paperboy.data-dir writable", e);
        }
    }

    List<Topic> parse(String yaml) {
        Entry[] entries;
        try {
            entries = new ObjectMapper(new YAMLFactory()).readValue(yaml, Entry[].class);
        } catch (JsonProcessingException e) {
            throw wrong(TopicTypo.sentence(e, yaml));
        }
        if (entries == null || entries.length == 0) {
            throw wrong("there are no topics in it");
        }
        var slugs = new HashSet<String>();
        var topics = new ArrayList<Topic>();
        for (int i = 0; i < entries.length; i++) {
            topics.add(checked(entries[i], i + 1, slugs));
        }
        return List.copyOf(topics);
    }

    private static Topic checked(Entry entry, int position, Set<String> slugs) {
        if (entry == null || isBlank(entry.slug) || !SLUG.matcher(entry.slug).matches()) {
            throw wrong("topic number " + position + " needs a slug of small letters, digits and hyphens");
        }
        if (!slugs.add(entry.slug)) {
            throw wrong("the slug '" + entry.slug + "' is used twice");
        }
        if (isBlank(entry.name) || isBlank(entry.description)) {
            throw wrong("the topic '" + entry.slug + "' needs a name and a description");
        }
        if (UNPRINTABLE.matcher(entry.name).find()) {
            throw wrong("the name of the topic '" + entry.slug
                    + "' holds a line break or another control character; write it on one line");
        }
        if (entry.terms == null || entry.terms.isEmpty()) {
            throw wrong("the topic '" + entry.slug + "' has no terms");
        }
        if (entry.terms.size() > MOST_TERMS) {
            throw wrong("the topic '" + entry.slug + "' has more than " + MOST_TERMS + " terms");
        }
        for (var term : entry.terms) {
            if (isBlank(term) || ANALYZER.words(term).isEmpty()) {
                throw wrong("the topic '" + entry.slug + "' has an empty term");
            }
        }
        var categories = entry.categories == null ? List.<String>of() : entry.categories;
        if (categories.stream().anyMatch(TopicFile::isBlank)) {
            throw wrong("the topic '" + entry.slug + "' has an empty category");
        }
        return new Topic(entry.slug, entry.name, entry.description, entry.terms, categories);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static IllegalStateException wrong(String what) {
        return new IllegalStateException(NAME + ": " + what + ".");
    }

    /** A topic as it is written; anything may be missing. */
    record Entry(String slug, String name, String description, List<String> terms, List<String> categories) {}
}
