package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.body;
import static dev.paperboy.testsupport.FixtureServer.cutOff;
import static dev.paperboy.testsupport.FixtureServer.endless;
import static dev.paperboy.testsupport.FixtureServer.gzipped;
import static dev.paperboy.testsupport.FixtureServer.json;
import static dev.paperboy.testsupport.FixtureServer.redirect;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.tagged;
import static dev.paperboy.testsupport.FixtureServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.testsupport.FixtureServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {

    private final FixtureServer server = new FixtureServer();
    private final LiveWeb web = new LiveWeb();

    @AfterEach
    void close() {
        server.close();
    }

    private Answer get(String path) throws IOException {
        return get(path, LiveWeb.PATIENCE);
    }

    private Answer get(String path, Duration timeout) throws IOException {
        return web.client.get(server.url(path), timeout, Gate.OPEN);
    }

    @Test
    void itSaysWhoItIsAndTakesPackedAnswers() throws IOException {
        server.on("/list", gzipped("application/json", "[\"tide\"]"));
        assertThat(get("/list").text()).isEqualTo("[\"tide\"]");
        FixtureServer.Request request = server.requests().getFirst();
        assertThat(request.headers().getFirst("User-Agent")).isEqualTo("Paperboy/1.0 (test)");
        assertThat(request.headers().getFirst("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void aPageThatHasNotChangedIsNotSentAgain() throws IOException {
        server.on(
                "/list",
                tagged("\"one\"", json("[1]")),
                tagged("\"one\"", json("[1]")),
                tagged("\"two\"", json("[2]")));
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(get("/list").text()).isEqualTo("[2]");
        assertThat(server.requests())
                .extracting(request -> request.headers().getFirst("If-None-Match"))
                .containsExactly(null, "\"one\"", "\"one\"");
    }

    @Test
    void aDateServesAsWellAsATag() throws IOException {
        String date = "Sun, 22 Nov 2026 10:00:00 GMT";
        server.on("/list", with("Last-Modified", date, json("[1]")), status(304));
        get("/list");
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(server.requests().getLast().headers().getFirst("If-Modified-Since"))
                .isEqualTo(date);
    }

    @Test
    void passingFailuresAreTriedThreeTimesWithLongerAndLongerWaits() throws IOException {
        server.on("/list", status(500), cutOff("[1"), json("[1]"));
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(web.pauses).hasSize(2);
        assertThat(web.pauses.get(0)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1500));
        assertThat(web.pauses.get(1)).isBetween(Duration.ofMillis(2000), Duration.ofMillis(3000));
    }

    @Test
    void afterThreeFailuresItIsSaidWhatHappened() {
        server.on("/list", status(503));
        assertThatThrownBy(() -> get("/list?token=secret"))
                .isInstanceOf(FetchFailure.class)
                .hasMessage(server.url("/list") + " answered 503");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void whatIsWrongForGoodIsNotTriedAgain() {
        server.on("/list", status(404));
        assertThatThrownBy(() -> get("/list")).hasMessageEndingWith("/list answered 404");
        assertThat(server.requests()).hasSize(1);
        assertThat(web.pauses).isEmpty();
    }

    @Test
    void aServerThatHangsUpIsNamed() {
        server.on("/list", cutOff("[1, 2"));
        assertThatThrownBy(() -> get("/list")).hasMessageStartingWith(server.url("/list") + " could not be read: ");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void nobodyAtThatPort() {
        URI gone = server.url("/list");
        server.close();
        assertThatThrownBy(() -> web.client.get(gone, LiveWeb.PATIENCE, Gate.OPEN))
                .hasMessageStartingWith(gone + " could not be read: ");
    }

    @Test
    void aShortRestThatIsAskedForIsKept() throws IOException {
        server.on("/list", with("Retry-After", "12", status(429)), json("[1]"));
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(web.pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aRestUntilAMomentIsKept() throws IOException {
        server.on("/list", with("Retry-After", "Mon, 23 Nov 2026 08:00:20 GMT", status(503)), json("[1]"));
        assertThat(get("/list").text()).isEqualTo("[1]");
        assertThat(web.clock.instant()).isEqualTo("2026-11-23T08:00:20Z");
    }

    @Test
    void aLongRestEndsTheLookAndTheHostIsNotAskedBeforeItIsOver() throws IOException {
        server.on("/list", with("RateLimit", "\"api\";r=0;t=189", status(429)), json("[1]"));
        assertThatThrownBy(() -> get("/list")).hasMessageEndingWith("/list answered 429 and asked to wait 189 seconds");
        assertThatThrownBy(() -> get("/list"))
                .hasMessage("127.0.0.1 has asked to be left alone until 2026-11-23T08:03:10Z");
        assertThat(server.requests()).hasSize(1);
        web.clock.advance(Duration.ofSeconds(190));
        assertThat(get("/list").text()).isEqualTo("[1]");
    }

    @Test
    void theLastRequestOfAWindowIsNotFollowedByAnother() throws IOException {
        server.on("/list", with("RateLimit", "\"api\";r=0;t=25", json("[1]")));
        get("/list");
        get("/list");
        assertThat(web.pauses).containsExactly(Duration.ofSeconds(25));
    }

    @Test
    void aRestThatWasKeptOnceIsNotKeptAgainForAPageThatIsUnchanged() throws IOException {
        server.on("/list", tagged("\"one\"", with("RateLimit", "\"api\";r=0;t=25", json("[1]"))));
        get("/list");
        get("/list");
        get("/list");
        assertThat(web.pauses).containsExactly(Duration.ofSeconds(25));
    }

    @Test
    void requestsThatAreLeftCostNoWait() throws IOException {
        server.on("/list", with("RateLimit", "\"api\";r=10;t=25", json("[1]")));
        get("/list");
        get("/list");
        assertThat(web.pauses).isEmpty();
    }

    @Test
    void fiftyMegabytesAreNotTaken() {
        server.on("/list", endless(50_000_000));
        assertThatThrownBy(() -> get("/list"))
                .hasMessage(server.url("/list") + " is longer than 10 MB and was not taken");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fiftyMegabytesThatArePackedSmallAreNotTakenEither() {
        server.on("/list", gzipped("application/json", " ".repeat(50_000_000)));
        assertThatThrownBy(() -> get("/list")).hasMessageEndingWith("is longer than 10 MB and was not taken");
    }

    @Test
    void somebodyWhoSaysNothingIsGivenUp() {
        server.on("/list", server.silent());
        assertThatThrownBy(() -> get("/list", Duration.ofMillis(100)))
                .hasMessage(server.url("/list") + " was not done within 0.1 seconds");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void somebodyWhoNeverEndsIsGivenUp() {
        server.on("/list", server.stuck());
        assertThatThrownBy(() -> get("/list", Duration.ofMillis(200)))
                .hasMessage(server.url("/list") + " was not done within 0.2 seconds");
    }

    @Test
    void threeRedirectsAreFollowed() throws IOException {
        server.on("/a", redirect("/b"))
                .on("/b", redirect("c?x=1"))
                .on("/c", redirect("/d"))
                .on("/d", json("[4]"));
        assertThat(get("/a").text()).isEqualTo("[4]");
        assertThat(server.paths()).containsExactly("/a", "/b", "/c?x=1", "/d");
    }

    @Test
    void redirectsInACircleEnd() {
        server.on("/a", redirect("/a"));
        assertThatThrownBy(() -> get("/a")).hasMessageContaining("without end");
        assertThat(server.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2/secrets",
                "http://169.254.169.254/latest/meta-data",
                "http://2130706434/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/"
            })
    void nobodyIsSentToAnAddressThatIsNotAllowed(String elsewhere) {
        server.on("/a", redirect(elsewhere));
        assertThatThrownBy(() -> get("/a"))
                .isInstanceOf(FetchFailure.class)
                .hasMessageMatching(".*(private address|only http and https).*");
        assertThat(server.requests()).hasSize(1);
    }

    private Answer getByName(WebClient.Names names, String path) throws IOException {
        URI url = URI.create("http://harbour.test:" + server.url().getPort() + path);
        return web.client(names).get(url, LiveWeb.PATIENCE, Gate.OPEN);
    }

    @Test
    void oneAddressThatIsNotAllowedAmongThoseOfANameIsEnoughToRefuseIt() {
        InetAddress[] both = {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("10.0.0.1")};
        assertThatThrownBy(() -> getByName(host -> both, "/a"))
                .isInstanceOf(FetchFailure.class)
                .hasMessageStartingWith("harbour.test is a private address (10.0.0.1)");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aNameThatChangesItsAddressMeanwhileIsFoundOutBeforeTheAnswerIsUsed() {
        server.on("/a", json("[1]"));
        Iterator<String> answers = List.of("127.0.0.1", "10.0.0.1").iterator();
        WebClient client = web.client(host -> new InetAddress[] {InetAddress.ofLiteral(answers.next())});
        assertThatThrownBy(() -> client.get(server.url("/a"), LiveWeb.PATIENCE, Gate.OPEN))
                .isInstanceOf(FetchFailure.class)
                .hasMessageContaining("is a private address (10.0.0.1)");
    }

    @Test
    void anAnswerPackedWronglyIsAFailure() {
        server.on("/list", with("Content-Encoding", "gzip", json("[1]")));
        assertThatThrownBy(() -> get("/list")).hasMessage(server.url("/list") + " is not packed as it says");
        server.on("/br", with("Content-Encoding", "br", body(200, "text/plain", new byte[] {1})));
        assertThatThrownBy(() -> get("/br")).hasMessageContaining("packed");
    }
}
