package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of a row, read leniently: a field that is missing, null or of another type is empty, because a row is
 * worth taking without its decoration. Where several names or objects are given, the first that has something counts.
 */
final class RowFields {

    private static final int LONGEST_TITLE = 1000;
    private static final int LONGEST_ABSTRACT = 100_000;
    private static final int LONGEST_ADDRESS = 500;
    private static final int LARGEST_COUNT = 10_000_000;

    private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:\\D.*)?", Pattern.DOTALL);
    private static final Pattern CLIPPED_ARXIV = Pattern.compile("(?:1[5-9]|[2-9]\\d)(?:0[1-9]|1[0-2])\\.\\d{1,4}");

    private final List<JsonNode> objects;

    RowFields(JsonNode... objects) {
        this.objects = List.of(objects);
    }

    /** Why a row with this id, title and abstract cannot be taken, as a sentence for the operator. */
    Optional<String> objection(String... abstractNames) {
        return idObjection()
                .or(() -> tooLong("title", text("title"), LONGEST_TITLE))
                .or(() -> title().isEmpty() ? Optional.of("no title") : Optional.empty())
                .or(() -> tooLong("abstract", text(abstractNames), LONGEST_ABSTRACT))
                .or(() -> tooLong("abstract", paragraphs(abstractNames), LONGEST_ABSTRACT));
    }

    /** Why an id like this one names no paper. */
    Optional<String> idObjection() {
        Optional<JsonNode> number =
                first(field -> !field.isMissingNode() && !field.isNull(), "id").filter(JsonNode::isNumber);
        if (number.isPresent()) {
            return Optional.of("id is a number (%s): arXiv ids must be strings, or the trailing zero is lost"
                    .formatted(shortened(number.get().asText(), 40)));
        }
        if (id().isEmpty()) {
            return Optional.of("no id");
        }
        return CLIPPED_ARXIV.matcher(id()).matches()
                ? Optional.of("id %s has too few digits for an arXiv id: was it a number once?".formatted(id()))
                : Optional.empty();
    }

    private static Optional<String> tooLong(String what, String text, int most) {
        return text.length() <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s is %,d characters long; at most %,d are taken", what, text.length(), most));
    }

    String id() {
        return ReadableText.withoutInvisible(text("id")).replace('\n', ' ').strip();
    }

    String title() {
        return ReadableText.title(text("title"));
    }

    String paragraphs(String... names) {
        return ReadableText.paragraphs(text(names));
    }

    /** One readable line, cut when it is longer than so many characters. */
    String line(int longest, String... names) {
        return shortened(ReadableText.title(shortened(text(names), 4 * longest)), longest);
    }

    String address(String... names) {
        return address(text(names));
    }

    private static String address(String written) {
        String address = ReadableText.withoutInvisible(written).strip();
        return address.length() > LONGEST_ADDRESS ? "" : address;
    }

    /** All that are given, in whichever of the objects. */
    List<String> addresses(String name) {
        return objects.stream()
                .flatMap(object -> object.path(name).valueStream())
                .filter(JsonNode::isTextual)
                .map(field -> address(field.textValue()))
                .distinct()
                .toList();
    }

    boolean isTrue(String name) {
        return first(JsonNode::isBoolean, name).map(JsonNode::booleanValue).orElse(false);
    }

    /** As the source has it. */
    private String text(String... names) {
        return first(field -> field.isTextual() && !field.textValue().isBlank(), names)
                .map(JsonNode::textValue)
                .orElse("");
    }

    /**
     * Distinct readable words, in order, as many as fit into so many characters; from an array, or a text with
     * separators.
     */
    List<String> words(int longest, String separators, String... names) {
        Set<String> words = new LinkedHashSet<>();
        int length = 0;
        for (String raw : raws(separators, names)) {
            String word = ReadableText.title(shortened(raw, 400));
            length += word.length() + 1;
            if (length > longest) {
                break;
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private List<String> raws(String separators, String... names) {
        Optional<JsonNode> array = first(field -> field.isArray() && !field.isEmpty(), names);
        if (array.isEmpty()) {
            return Arrays.asList(text(names).split(separators));
        }
        List<String> raws = new ArrayList<>();
        array.get().forEach(element -> raws.add(element.asText()));
        return raws;
    }

    /** A count that is negative, absurd or no number at all says nothing, which is 0. */
    int count(String... names) {
        return first(field -> field.isNumber() || field.isTextual(), names)
                .flatMap(RowFields::understoodCount)
                .orElse(0);
    }

    private static Optional<Integer> understoodCount(JsonNode field) {
        try {
            double count = field.isNumber() ? field.doubleValue() : Double.parseDouble(field.asText());
            return count >= 0 && count <= LARGEST_COUNT ? Optional.of((int) count) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Which of these is there and no count, each as a sentence for the operator. */
    List<String> oddCounts(String... names) {
        return odd(field -> understoodCount(field).isEmpty(), "%s is no count: %s; 0 was taken", names);
    }

    /** Which of these is there and no day, each as a sentence for the operator. */
    List<String> oddDays(String... names) {
        return odd(field -> understoodDay(field).isEmpty(), "%s is no day: %s; it was passed over", names);
    }

    private List<String> odd(Predicate<JsonNode> isOdd, String sentence, String... names) {
        return Stream.of(names)
                .flatMap(name -> objects.stream()
                        .map(object -> object.path(name))
                        .filter(field -> isSaid(field) && isOdd.test(field))
                        .map(field -> sentence.formatted(
                                name, shortened(ReadableText.withoutInvisible(field.toString()), 80))))
                .distinct()
                .toList();
    }

    /** An empty cell of a table says nothing, and that is not odd; NaN is what some write for one. */
    private static boolean isSaid(JsonNode field) {
        return !field.isMissingNode()
                && !field.isNull()
                && !(field.isTextual() && field.textValue().isBlank())
                && !(field.isNumber() && Double.isNaN(field.doubleValue()));
    }

    /** A day as it is written, or the UTC day of a moment; empty where there is none that can be understood. */
    Optional<LocalDate> day(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        first(field -> field.isTextual() && !field.textValue().isBlank(), name).stream())
                .flatMap(field -> understoodDay(field).stream())
                .findFirst();
    }

    private static Optional<LocalDate> understoodDay(JsonNode field) {
        String text = field.isTextual() ? field.textValue().strip() : "";
        return momentsDay(text)
                .or(() -> writtenDay(text))
                .or(() -> mailedDay(text))
                .filter(day -> day.getYear() >= 1900 && day.getYear() < 2200);
    }

    private static Optional<LocalDate> momentsDay(String text) {
        if (text.length() <= 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate());
        } catch (DateTimeException notAMoment) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> writtenDay(String text) {
        Matcher day = DAY.matcher(text);
        if (!day.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3))));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    /** As RSS has it: {@code Mon, 23 Nov 2026 00:00:00 -0500}. */
    private static Optional<LocalDate> mailedDay(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .toLocalDate());
        } catch (DateTimeException notAMoment) {
            return Optional.empty();
        }
    }

    Optional<JsonNode> first(Predicate<JsonNode> fits, String... names) {
        return Stream.of(names)
                .flatMap(name -> objects.stream().map(object -> object.path(name)))
                .filter(fits)
                .findFirst();
    }

    /** Cut between characters, never within one. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
