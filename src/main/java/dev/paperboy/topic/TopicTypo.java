package dev.paperboy.topic;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Says where a catalogue is mistyped and what belongs there, in the words of whoever edits it. */
final class TopicTypo {

    private static final String FIELDS = "slug, name, description, terms and categories";

    private TopicTypo() {}

    static String sentence(JsonProcessingException told, String yaml) {
        // What cannot be parsed in the middle of a topic is told as if the topic were misplaced.
        JsonProcessingException typo = told.getCause() instanceof JsonParseException broken ? broken : told;
        return line(typo, yaml)
                + switch (typo) {
                    case PropertyBindingException unknown ->
                        "a topic has no field '" + unknown.getPropertyName() + "', only " + FIELDS;
                    case JsonMappingException misplaced
                    when !misplaced.getPath().isEmpty() -> expected(misplaced.getPath());
                    case JsonMappingException none -> "a list of topics is expected, each beginning with '- slug:'";
                    default ->
                        "this is no YAML that can be read; look there and just above for a colon, quote, bracket or"
                                + " indentation that is missing or too much";
                };
    }

    private static String line(JsonProcessingException typo, String yaml) {
        if (typo instanceof PropertyBindingException unknown) {
            return lineOf(unknown.getPropertyName(), yaml);
        }
        // The parser reads ahead, so that what it calls its place may be a line too far; that of its token is not.
        JsonLocation place = typo instanceof JsonMappingException && typo.getProcessor() instanceof JsonParser parser
                ? parser.currentTokenLocation()
                : typo.getLocation();
        return place == null ? "" : "line " + place.getLineNr() + ": ";
    }

    /** A field that no topic has is only objected to where its topic ends, so it is looked for. */
    private static String lineOf(String field, String yaml) {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && field.equals(parser.currentName())) {
                    return "line " + parser.currentTokenLocation().getLineNr() + ": ";
                }
            }
        } catch (IOException notFound) {
            // Then the sentence goes without its line.
        }
        return "";
    }

    private static String expected(List<JsonMappingException.Reference> path) {
        Optional<String> field = path.stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .findFirst();
        if (field.isEmpty()) {
            return "a topic is expected here, beginning with '- slug:'";
        }
        boolean isList = field.get().equals("terms") || field.get().equals("categories");
        if (!isList) {
            return "'" + field.get() + "' must be a text; put it in quotes if it holds a colon or a bracket";
        }
        boolean isOfAnItem = path.getLast().getFieldName() == null;
        return isOfAnItem
                ? "each of '" + field.get() + "' must be a text; put it in quotes if it holds a colon or a bracket"
                : "'" + field.get() + "' must be a list, such as [one, two]";
    }
}
