package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.PackagedPaperboy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done when the port opens, and not a moment later. */
class StartIT {

    private static final Map<String, String> SETTINGS = Map.of("PAPERBOY_ADMIN_PASSWORD", "correct horse battery");
    private static final Map<String, String> SIGN_IN = Map.of("name", "admin", "password", "correct horse battery");

    @TempDir
    Path folder;

    @Test
    void whoSignsInAsSoonAsThePortIsOpenIsLetIn() throws IOException {
        try (PackagedPaperboy starting = PackagedPaperboy.launch(folder, SETTINGS)) {
            starting.awaitPort();
            starting.post("/console/login", SIGN_IN);
            assertThat(starting.get("/console/issues")).contains("<h1>Issues</h1>");
        }
    }

    @Test
    void whatAnUploadLeftThatAKillBrokeOffIsGoneWhenThePortIsOpen() throws IOException {
        PackagedPaperboy killed = PackagedPaperboy.start(folder, SETTINGS);
        killed.post("/console/login", SIGN_IN);
        try (Socket browser = new Socket("localhost", killed.port())) {
            OutputStream upload = browser.getOutputStream();
            upload.write(("POST /console/readers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\nCookie: "
                            + killed.cookie("paperboy_session")
                            + "\r\nContent-Type: multipart/form-data; boundary=X\r\n\r\n--X\r\nContent-Disposition:"
                            + " form-data; name=\"file\"; filename=\"readers.csv\"\r\n\r\nemail\n"
                            + "somebody@upload.example\n".repeat(100_000))
                    .getBytes(StandardCharsets.US_ASCII));
            upload.flush();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !uploads()
                    .isEmpty());
            killed.kill();
        }
        assertThat(uploads()).hasSize(1);
        try (PackagedPaperboy starting = PackagedPaperboy.launch(folder, SETTINGS)) {
            starting.awaitPort();
            assertThat(uploads()).isEmpty();
        }
    }

    private List<Path> uploads() throws IOException {
        Path uploads = folder.resolve("data/uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.toList();
        }
    }
}
