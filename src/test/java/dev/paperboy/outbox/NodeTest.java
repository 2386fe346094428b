package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paperboy.testsupport.ExampleNewsletter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {

    @TempDir
    Path parent;

    private static Node node(Path folder) {
        return new Node(ExampleNewsletter.in(folder));
    }

    @Test
    void aProcessThatIsStartedAgainIsTheSameNode() {
        Node first = node(parent.resolve("data"));
        String name = first.name();
        first.release();
        Node second = node(parent.resolve("data"));
        assertThat(second.name()).isEqualTo(name);
        second.release();
    }

    @Test
    void aSecondProcessInTheFolderIsAnotherNode() throws IOException {
        Path data = parent.resolve("data");
        try (AnotherProcess first = new AnotherProcess(data)) {
            Node second = node(data);
            assertThat(second.name()).isNotEqualTo(first.name());
            assertThat(second.journal()).isNotEqualTo(data.resolve("journal"));
            second.release();
        }
    }

    @Test
    void aProcessThatWasKilledAndIsStartedAgainIsTheSameNode() throws IOException {
        Path data = parent.resolve("data");
        String name;
        try (AnotherProcess first = new AnotherProcess(data)) {
            name = first.name();
        }
        Node second = node(data);
        assertThat(second.name()).isEqualTo(name);
        second.release();
    }

    @Test
    void aNameThatIsKeptIsNotWrittenAgain() throws IOException {
        Path data = parent.resolve("data");
        Node first = node(data);
        first.name();
        first.release();
        Object written = Files.readAttributes(data.resolve("node"), BasicFileAttributes.class)
                .fileKey();
        Node second = node(data);
        second.name();
        assertThat(Files.readAttributes(data.resolve("node"), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(written);
        second.release();
    }

    @Test
    void twoNodesOfOneProcessInOneFolderAreTwoNodes() {
        Node first = node(parent.resolve("data"));
        Node second = node(parent.resolve("data"));
        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(second.journal()).isNotEqualTo(first.journal());
        first.release();
    }

    @Test
    void aFileThatTookTheNumberOfAnotherIsACopyAllTheSame() throws IOException {
        Path file = Files.createDirectory(parent.resolve("data")).resolve("node");
        Node first = node(file.getParent());
        String name = first.name();
        first.release();
        String kept = Files.readString(file);
        assumeTrue(kept.contains("@"), "this file system keeps no birth of a file");
        Files.writeString(file, kept.replaceAll("@.*", "@2020-02-02T20:20:20Z"));
        Node second = node(file.getParent());
        assertThat(second.isCopy()).isTrue();
        assertThat(second.name()).isNotEqualTo(name);
        second.release();
    }

    @Test
    void aCopyIsOneUntilWhatItMustNotSendIsHeldHoweverItsFirstStartsEnd() throws IOException {
        Path original = parent.resolve("data");
        Node first = node(original);
        assertThat(first.name()).isNotEmpty();
        Path copy = Files.createDirectory(parent.resolve("copy"));
        Files.copy(original.resolve("node"), copy.resolve("node"));
        first.release();

        for (int start = 0; start < 2; start++) {
            Node killed = node(copy);
            assertThat(killed.isCopy()).isTrue();
            killed.release();
        }
        Node whole = node(copy);
        whole.name();
        whole.copyIsSettled();
        assertThat(whole.isCopy()).isFalse();
        whole.release();
        Node last = node(copy);
        assertThat(last.isCopy()).isFalse();
        assertThat(last.name()).isEqualTo(whole.name());
        last.release();
    }

    @Test
    void aNameThatAnEarlierReleaseKeptIsKept() throws IOException {
        Path file = Files.createDirectory(parent.resolve("data")).resolve("node");
        Node first = node(file.getParent());
        String name = first.name();
        first.release();
        Files.writeString(file, Files.readString(file).replaceAll("@.*", ""));
        Node second = node(file.getParent());
        assertThat(second.name()).isEqualTo(name);
        second.release();
    }

    @Test
    void aBackupThatIsLaidOverAFolderLeavesTheTraceOfTheLastStart() throws IOException {
        Node node = node(parent.resolve("data"));
        assertThat(node.name()).isNotEmpty();
        assertThat(node.lastStart()).isZero();
        node.started(5);
        node.started(6);
        assertThat(node.lastStart()).isEqualTo(6);
        assertThat(parent.resolve("data/start-5")).doesNotExist();
        Files.createFile(parent.resolve("data/start-5"));
        assertThat(node.lastStart()).isEqualTo(6);
        node.started(2);
        assertThat(node.lastStart()).as("of the new life").isEqualTo(2);
        node.release();
    }

    @Test
    void aCopyOfAFolderIsAnotherNodeAndBelievesNoJournal() throws IOException {
        Node first = node(parent.resolve("data"));
        first.name();
        Files.writeString(first.journal(), "what the first one does");
        Path copied = Files.createDirectory(parent.resolve("copy"));
        for (String file : new String[] {"node", "journal"}) {
            Files.copy(parent.resolve("data").resolve(file), copied.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }

        Node second = node(copied);
        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(second.journal()).isEqualTo(copied.resolve("journal")).doesNotExist();
        assertThat(first.journal()).exists();
        second.release();
        assertThat(node(copied).name()).as("and stays who it is").isEqualTo(second.name());
        first.release();
    }

    /** A machine of its own, because one holds a lock together for all that run on it. */
    private static final class AnotherProcess implements AutoCloseable {

        private final Process process;
        private final String name;

        AnotherProcess(Path folder) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeOfAnotherProcess.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            name = process.inputReader().readLine();
            assertThat(name).as("the other process says its name").isNotEmpty();
        }

        String name() {
            return name;
        }

        /** As kill -9 does. */
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
