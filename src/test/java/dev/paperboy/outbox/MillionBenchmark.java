package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.subscription.ReaderImport;
import dev.paperboy.subscription.ReaderImports;
import dev.paperboy.testsupport.BenchmarkDatabase;
import dev.paperboy.testsupport.Figures;
import dev.paperboy.testsupport.PostfixSink;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * An issue for a million readers, and how much memory it needs beside one for a tenth of them: the last part of {@code ./mvnw
 * -Pbenchmark verify}, in a process that has done nothing else, or the peak of what it did before would hide what the tenth needs. With
 * {@code -Dmillion=0} it is left out.
 */
@QuarkusTest
@QuarkusTestResource(value = BenchmarkDatabase.class, restrictToAnnotatedClass = true)
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class MillionBenchmark {

    private static final int MILLION = Integer.getInteger("million", 1_000_000);

    @Inject
    BenchmarkStage stage;

    @Inject
    BenchmarkEngine engine;

    @Inject
    Dispatch dispatch;

    @Inject
    ReaderImports imports;

    private Figures figures;

    @Test
    void measure() throws Exception {
        figures = new Figures(BenchmarkStage.ON_POSTGRESQL);
        if (MILLION > 0 && Figures.asked("million")) {
            try (PostfixSink sink = PostfixSink.start()
                    .orElseThrow(() ->
                            new IllegalStateException("smtp-sink is missing: install the Debian package postfix"))) {
                assertThat(stage.isDurable()).isTrue();
                million(sink);
            }
        }
        figures.end();
    }

    /** They come by a file, a tenth of them before the others; each time everybody gets an issue. */
    private void million(PostfixSink sink) throws Exception {
        imported(MILLION / 10);
        engine.bringPastIssues();
        issueForEverybody(sink, MILLION / 10);
        forgetPeak();
        figures.add(MILLION + " readers, from a file", imported(MILLION), "s");
        issueForEverybody(sink, MILLION);
    }

    private void issueForEverybody(PostfixSink sink, int readers) throws Exception {
        stage.vacuum();
        Issue issue = stage.nextIssue();
        long begun = System.nanoTime();
        dispatch.send(issue.id());
        double sealed = (System.nanoTime() - begun) / 1e9;
        assertThat(stage.left()).isGreaterThanOrEqualTo(readers);
        engine.sent(sink, mail -> {});
        double all = (System.nanoTime() - begun) / 1e9;
        figures.add(readers + " readers, sealed", sealed, "s");
        figures.add(readers + " readers, sealed and sent", all, "s");
        figures.add(readers + " readers, peak memory", peakMegabytes(), "MB");
    }

    private double imported(int readers) throws Exception {
        Path file = stage.fileOfReaders(readers, Path.of("target"));
        try {
            long begun = System.nanoTime();
            if (!(imports.begin(file, "readers.csv", "admin") instanceof ReaderImports.Begun.Started(long id))) {
                throw new IllegalStateException("the file of readers was not taken");
            }
            ReaderImport state = imports.find(id).orElseThrow();
            while (state.state() == ReaderImport.State.RUNNING) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                state = imports.find(id).orElseThrow();
            }
            assertThat(state.tally().active()).isEqualTo(readers);
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            Files.delete(file);
        }
    }

    /** Linux begins to watch for the peak anew. */
    private static void forgetPeak() throws IOException {
        Path memory = Path.of("/proc/self/clear_refs");
        if (Files.isWritable(memory)) {
            Files.writeString(memory, "5");
        }
    }

    private static double peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        Optional<String> peak = Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                : Optional.empty();
        return peak.map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .orElse(Double.NaN);
    }
}
