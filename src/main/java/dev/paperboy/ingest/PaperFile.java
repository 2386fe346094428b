package dev.paperboy.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of papers, read row by row: a JSON array such as Daily Papers answers, or JSON Lines. The first character
 * that is not blank tells which. Rows of an array may be wrapped as in Daily Papers or plain, and so may lines.
 *
 * @param in UTF-8; bytes that are none become replacement characters. The caller closes it
 * @param fallbackDate the list day of rows that name none
 * @param source the name that papers carry as their source
 */
record PaperFile(InputStream in, LocalDate fallbackDate, String source) {

    /** A line longer than this is passed over, so that a file without line breaks cannot fill the memory. */
    private static final int LONGEST_LINE = 16_000_000;

    private static final String CUT_OFF = "the file ends in the middle of a row; everything before it was taken";

    // NaN is what spreadsheets write for an empty cell.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Hands over every row in order. A row that cannot be taken never stops the others; only an array that is broken
     * ends there.
     *
     * @throws IOException when the bytes cannot be read; what was handed over before stays
     */
    void read(Consumer<ParsedRow> sink) throws IOException {
        PushbackReader characters =
                new PushbackReader(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        int line = 1;
        int first = characters.read();
        while (first >= 0 && (first <= ' ' || first == 0xfeff)) {
            line += first == '\n' ? 1 : 0;
            first = characters.read();
        }
        if (first < 0) {
            sink.accept(new ParsedRow.Bad(1, "the file is empty"));
            return;
        }
        characters.unread(first);
        if (first == '[') {
            readArray(characters, line - 1, sink);
        } else {
            readLines(characters, line, sink);
        }
    }

    private void readArray(Reader characters, int linesBefore, Consumer<ParsedRow> sink) throws IOException {
        try (JsonParser parser = JSON.getFactory().createParser(characters)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            int line = 1;
            try {
                // Pages of the list that were put into one file are several arrays, one after the other.
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    line = linesBefore + parser.currentTokenLocation().getLineNr();
                    if (token == JsonToken.START_OBJECT) {
                        row(line, parser.<JsonNode>readValueAsTree()).forEach(sink);
                    } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                        sink.accept(new ParsedRow.Bad(line, "the row is not a JSON object"));
                    }
                }
            } catch (JsonEOFException cutOff) {
                sink.accept(new ParsedRow.Bad(line, CUT_OFF));
            } catch (JsonProcessingException broken) {
                sink.accept(new ParsedRow.Bad(line, notJson(broken) + "; everything before it was taken"));
            }
        }
    }

    private void readLines(Reader characters, int firstLine, Consumer<ParsedRow> sink) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        int line = firstLine;
        int c;
        do {
            c = characters.read();
            if (c >= 0 && c != '\n') {
                tooLong |= text.length() >= LONGEST_LINE;
                if (!tooLong) {
                    text.append((char) c);
                }
                continue;
            }
            if (tooLong) {
                sink.accept(new ParsedRow.Bad(line, "the line is longer than %d characters".formatted(LONGEST_LINE)));
            } else if (!text.toString().isBlank()) {
                row(line, text.toString(), c < 0).forEach(sink);
            }
            text.setLength(0);
            tooLong = false;
            line++;
        } while (c >= 0);
    }

    private List<ParsedRow> row(int line, String text, boolean last) {
        try {
            return row(line, LINE.readTree(text));
        } catch (JsonEOFException cutOff) {
            return List.of(new ParsedRow.Bad(line, last ? CUT_OFF : "the line ends in the middle of its row"));
        } catch (JsonProcessingException broken) {
            return List.of(new ParsedRow.Bad(line, notJson(broken)));
        }
    }

    private List<ParsedRow> row(int line, JsonNode json) {
        if (!json.isObject()) {
            return List.of(new ParsedRow.Bad(line, "the row is not a JSON object"));
        }
        SourceRow row = json.path("paper").isObject() ? HuggingFaceRow.of(json) : PlainRow.of(json);
        return row.parsed(line, fallbackDate, source);
    }

    private static String notJson(JsonProcessingException broken) {
        return "not JSON: " + RowFields.shortened(ReadableText.withoutInvisible(broken.getOriginalMessage()), 200);
    }
}
