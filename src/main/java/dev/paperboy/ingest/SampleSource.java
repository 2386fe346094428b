package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The bundled invented papers, dated over the last five days, so that a first start has something to show and to send. */
record SampleSource(String name, Duration every) implements Source {

    private static final String FILE = "sample/papers.jsonl";

    @Override
    public String description() {
        return "invented papers that come with Paperboy";
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> dated = new ArrayList<>();
        for (String line : lines()) {
            ObjectNode row = (ObjectNode) json.readTree(line);
            JsonNode age = row.remove("days_ago");
            row.put("date", today.minusDays(age.asInt()).toString());
            dated.add(row.toString());
        }
        InputStream in = new ByteArrayInputStream(String.join("\n", dated).getBytes(StandardCharsets.UTF_8));
        new PaperFile(in, today, name).read(row -> sink.accept("papers.jsonl", marked(row)));
    }

    private static List<String> lines() throws IOException {
        InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static ParsedRow marked(ParsedRow row) {
        return row instanceof ParsedRow.Good good
                ? new ParsedRow.Good(good.line(), good.paper().asInvented())
                : row;
    }
}
