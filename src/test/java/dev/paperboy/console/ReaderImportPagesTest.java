package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a file from an operator's browser to the readers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ReaderImportPagesTest {

    private static final long OVER_THE_USUAL_LIMIT = 3_000_000;

    @Inject
    SignInThrottle throttle;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Newsletter newsletter;

    private String session;

    @BeforeEach
    void adminMayTryAgain() {
        throttle.succeeded("127.0.0.1", "admin");
    }

    @Test
    void aFileIsTakenInAndItsPageSaysWhatBecameOfTheRows() {
        String page = upload("""
                email;shoe size;confirmed_at
                ada@upload.example;38;2026-01-31
                bo@upload.example;44;
                nonsense;1;
                ada@upload.example;39;
                """);
        operator().get(page).then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        String ended = ended(page);
        assertThat(ended)
                .contains("Finished")
                .contains("readers.csv, from admin")
                .contains("Columns left out")
                .contains("shoe size")
                .containsSubsequence(
                        "<h2>Rejected and repeated rows</h2>",
                        "“nonsense” is not an email address",
                        "“ada@upload.example” stands further up")
                .contains("1 reader came without a <code>confirmed_at</code>");
        assertThat(status("ada@upload.example")).isEqualTo(ReaderStatus.ACTIVE);
        assertThat(status("bo@upload.example")).isEqualTo(ReaderStatus.PENDING);
        operator().get("/console/readers").then().statusCode(200).body(containsString(page));
    }

    @Test
    void aFileInUtf16IsRefusedWithWhatToDoAboutIt() {
        operator()
                .multiPart(
                        "file",
                        "readers.csv",
                        "email\nada@utf16.example\n".getBytes(StandardCharsets.UTF_16),
                        "text/csv")
                .post("/console/readers")
                .then()
                .statusCode(422)
                .body(containsString("It may be in UTF-16"))
                .body(containsString("save it as “CSV UTF-8”"));
    }

    @Test
    void allRowsThatWereNotTakenAreOfferedForASpreadsheet() {
        suppressed("bounced@sheet.example");
        String page = upload("email\nbounced@sheet.example\n"
                + IntStream.range(0, 4_321).mapToObj(n -> "nobody" + n + "\n").collect(Collectors.joining())
                + "\"=HYPERLINK(\"\"//evil.example\"\")\"\nbo\0@sheet.example\nzoë\n");
        assertThat(ended(page))
                .contains("The first 1000 of 4324", "<a href=\"" + page + "/problems.csv\">")
                .contains("nobody999”")
                .doesNotContain("nobody1000”");
        String sheet = operator()
                .get(page + "/problems.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", containsString("attachment; filename=\"problems-"))
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .asString();
        assertThat(sheet).startsWith("\uFEFFline,email,reason\r\n");
        List<String> lines = sheet.lines().skip(1).toList();
        assertThat(lines)
                .hasSize(4_325)
                .doesNotHaveDuplicates()
                .startsWith("3,\"nobody0\",\"“nobody0” is not an email address that we can send to.\"")
                .contains("4323,\"nobody4320\",\"“nobody4320” is not an email address that we can send to.\"")
                .endsWith(
                        "4324,\"'=HYPERLINK(\"\"//evil.example\"\")\",\"“=HYPERLINK(\"\"//evil.example\"\")” is not an"
                                + " email address that we can send to.\"",
                        "4325,\"bo\uFFFD@sheet.example\",\"In “email” is a control character, U+0000, that nobody"
                                + " sees. Retype the cell.\"",
                        "4326,\"zoë\",\"“zoë” is not an email address that we can send to.\"",
                        "2,\"bounced@sheet.example\",\"“bounced@sheet.example” is suppressed, and stays so.\"");
    }

    private void suppressed(String address) {
        EmailAddress email = new EmailAddress(address);
        subscriptions.signUp(email, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        subscriptions.suppress(subscriptions.byEmail(email).orElseThrow().id(), "it bounced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", " =1", "＝1", "a;=1", "a, +1", "a;\"=1\""})
    void noCellOfTheSheetIsReckoned(String typed) {
        // However a spreadsheet takes the line apart, and whichever marks around a cell it takes away.
        assertThat(Stream.of(ProblemSheet.cell(typed).split("[,;]"))
                        .map(cell -> cell.replace("\"", "").strip()))
                .noneMatch(cell -> "=+-@＝".indexOf(cell.charAt(0)) >= 0);
    }

    @Test
    void onlyOperatorsGetTheSheet() {
        given().redirects()
                .follow(false)
                .get("/console/readers/imports/1/problems.csv")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/console/login"));
    }

    @Test
    void aFileLargerThanAnyOtherFormIsTakenAndLeavesNoCopyBehind() throws IOException {
        StringBuilder large = new StringBuilder("email\nada@large.example\n");
        while (large.length() < OVER_THE_USUAL_LIMIT) {
            large.append("\n".repeat(10_000));
        }
        large.append("bo@large.example\n");
        ended(upload(large.toString()));
        assertThat(status("bo@large.example")).isEqualTo(ReaderStatus.PENDING);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Stream<Path> left = Files.list(newsletter.dataDir().resolve("uploads"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    @Test
    void theSampleCanBeTakenInAsItStands() {
        String sample = operator()
                .get("/console/readers/imports/sample.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(ended(upload(sample.replace("@example.org", "@sample.example"))))
                .doesNotContain("Rejected and repeated rows");
        assertThat(status("ada@sample.example")).isEqualTo(ReaderStatus.ACTIVE);
    }

    @Test
    void aFileThatCannotBeUsedIsExplainedBesideTheForm() {
        sent("name,city\nAda,Porto\n")
                .post("/console/readers")
                .then()
                .statusCode(422)
                .body(containsString("The file was not taken in"))
                .body(containsString("It reads “name,city”"));
        operator()
                .multiPart("other", "x")
                .post("/console/readers")
                .then()
                .statusCode(422)
                .body(containsString("Choose a file first."));
    }

    @Test
    void aStrangersFileIsNotTaken() {
        given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .multiPart("file", "readers.csv", "email\nstranger@upload.example\n".getBytes(StandardCharsets.UTF_8))
                .post("/console/readers")
                .then()
                .statusCode(401);
        assertThat(subscriptions.byEmail(new EmailAddress("stranger@upload.example")))
                .isEmpty();
    }

    @Test
    void aFileFromAnotherSitesPageIsNotTaken() {
        given().cookie("paperboy_session", session())
                .header("Sec-Fetch-Site", "cross-site")
                .multiPart("file", "readers.csv", "email\nforged@upload.example\n".getBytes(StandardCharsets.UTF_8))
                .post("/console/readers")
                .then()
                .statusCode(403);
        assertThat(subscriptions.byEmail(new EmailAddress("forged@upload.example")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999999999", "123456789012345678", "x"})
    void aFileThatIsNotThereIsNotFound(String id) {
        operator().get("/console/readers/imports/" + id).then().statusCode(404);
        operator()
                .get("/console/readers/imports/" + id + "/problems.csv")
                .then()
                .statusCode(404);
    }

    /** Written by hand, because clients break off in their own ways when the answer comes before they have finished. */
    @ParameterizedTest
    @ValueSource(strings = {"/subscribe", "/console/topics", "/console/readers/imports", "/console/login"})
    void everyOtherFormStaysSmallWhateverItsLengthIsSaidToBe(String path) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: paperboy_session=" + session()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        assertThat(answer(head + "Content-Length: " + OVER_THE_USUAL_LIMIT + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyOfUnknownLengthIsCutOffToo() throws IOException {
        StringBuilder request = new StringBuilder("POST /console/topics/try HTTP/1.1\r\nHost: localhost\r\n"
                + "Cookie: paperboy_session=" + session()
                + "\r\nContent-Type: multipart/form-data; boundary=X\r\nTransfer-Encoding: chunked\r\n\r\n");
        chunk(request, "--X\r\nContent-Disposition: form-data; name=\"yaml\"; filename=\"a\"\r\n\r\n");
        for (int sent = 0; sent < OVER_THE_USUAL_LIMIT; sent += 8_000) {
            chunk(request, "a".repeat(8_000));
        }
        assertThat(answer(request.toString())).startsWith("HTTP/1.1 413");
    }

    private static void chunk(StringBuilder request, String content) {
        request.append(Integer.toHexString(content.length()))
                .append("\r\n")
                .append(content)
                .append("\r\n");
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException brokenOff) {
                    // The answer came before the end, as it should.
                }
            });
            InputStream in = socket.getInputStream();
            byte[] first = in.readNBytes("HTTP/1.1 413".length());
            sender.interrupt();
            return new String(first, StandardCharsets.US_ASCII);
        }
    }

    private String upload(String csv) {
        return sent(csv)
                .post("/console/readers")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    private RequestSpecification sent(String csv) {
        return operator().multiPart("file", "readers.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv");
    }

    private String ended(String page) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> operator().get(page).header("Refresh") == null);
        return operator()
                .get(page)
                .then()
                .statusCode(200)
                .header("Refresh", nullValue())
                .extract()
                .asString();
    }

    private ReaderStatus status(String address) {
        return subscriptions.byEmail(new EmailAddress(address)).orElseThrow().status();
    }

    private RequestSpecification operator() {
        return given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("paperboy_session", session());
    }

    /** One a test, because a password takes its time on purpose. */
    private String session() {
        if (session == null) {
            session = signIn();
        }
        return session;
    }

    private static String signIn() {
        return given().redirects()
                .follow(false)
                .formParam("name", "admin")
                .formParam("password", "correct horse battery")
                .post("/console/login")
                .then()
                .statusCode(303)
                .extract()
                .cookie("paperboy_session");
    }
}
