package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Author names from what sources write: an array of names, an array of objects with a name, or one text. */
final class AuthorNames {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LIST = 200_000;

    private static final Pattern BETWEEN = Pattern.compile("\\s*[,;]\\s*(?:and\\s+)?|\\s+and\\s+");
    private static final Pattern INITIALS = Pattern.compile("(?:\\p{Lu}\\.[ -]?)+");
    private static final Pattern SUFFIX = Pattern.compile("(?:Jr|Sr)\\.?|I{2,3}|IV");

    private AuthorNames() {}

    static List<String> of(RowFields row) {
        Optional<JsonNode> authors = row.first(
                field -> field.isArray()
                        || (field.isTextual() && !field.textValue().isBlank()),
                "authors",
                "author");
        return authors.map(AuthorNames::raws).map(AuthorNames::readable).orElse(List.of());
    }

    private static List<String> raws(JsonNode authors) {
        if (authors.isTextual()) {
            return split(authors.textValue());
        }
        List<String> names = new ArrayList<>();
        for (JsonNode author : authors) {
            if (author.isTextual()) {
                names.add(author.textValue());
            } else if (!author.path("hidden").asBoolean()) {
                names.add(author.path("name").asText());
            }
        }
        return names;
    }

    /** "A Writer, B Writer; C Writer" and "Writer, A.; Writer, B." alike: initials belong to the name before them. */
    private static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        boolean complete = true;
        for (String part : BETWEEN.split(text.strip())) {
            boolean belongs = !complete && INITIALS.matcher(part).matches();
            if (belongs) {
                names.set(names.size() - 1, part + " " + names.getLast());
            } else if (!names.isEmpty() && SUFFIX.matcher(part).matches()) {
                names.set(names.size() - 1, names.getLast() + " " + part);
            } else {
                names.add(part);
            }
            complete = belongs;
        }
        return names;
    }

    private static List<String> readable(List<String> raws) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        int length = 0;
        for (String raw : raws) {
            String name =
                    RowFields.shortened(ReadableText.title(RowFields.shortened(raw, 4 * LONGEST_NAME)), LONGEST_NAME);
            length += name.length() + 1;
            if (length > LONGEST_LIST) {
                break;
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }
}
