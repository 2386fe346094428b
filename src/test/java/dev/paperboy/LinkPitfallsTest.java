package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.RawHttp;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What went wrong for others with the links in their mails: machines follow them. More of what is sent to the one-click link, and what
 * a link is good for: {@code SubscriptionPagesTest}, {@code SignedTokensTest}.
 */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LinkPitfallsTest {

    private static final String OURS = "http://localhost:8080";
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"']+");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src|action)=\"([^\"]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");

    /** Of a token, in the order of what they stand for (RFC 4648 §5). */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Whatever could press a button, or ask for a page by another way than a person does. */
    private static final Pattern ACTS = Pattern.compile(
            "(?i)submit|\\bfetch\\b|XMLHttpRequest|sendBeacon|\\.click|location\\s*[.=]|import\\s*\\(|WebSocket|EventSource");

    @Inject
    Newsdesk desk;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void headGetAndOptionsOnEveryUrlOfAMailChangeNothing() {
        Postbag pending = new Postbag(relay, "pending@links.example");
        desk.signUp(pending.address(), Map.of());
        Postbag active = desk.join(relay, "active@links.example", Map.of());
        desk.signUp(active.address(), Map.of());
        Set<String> urls = new TreeSet<>();
        urls.addAll(ourUrls(pending.await(1)));
        active.await(3);
        active.mails().forEach(mail -> urls.addAll(ourUrls(mail)));
        assertThat(urls)
                .anyMatch(url -> url.startsWith("/confirm/"))
                .anyMatch(url -> url.startsWith("/unsubscribe/"))
                .anyMatch(url -> url.startsWith("/preferences/"))
                .anyMatch(url -> url.startsWith("/issues/"));

        List<String> before = everything();
        for (String url : urls) {
            assertThat(given().head(url).statusCode()).as("HEAD " + url).isEqualTo(200);
            assertThat(given().get(url).statusCode()).as("GET " + url).isEqualTo(200);
            assertThat(given().options(url).statusCode()).as("OPTIONS " + url).isLessThan(300);
            given().request("PROPFIND", url);
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(desk.reader(pending.address()).status()).isEqualTo(ReaderStatus.PENDING);
        assertThat(desk.reader(active.address()).status()).isEqualTo(ReaderStatus.ACTIVE);
    }

    @Test
    void aScannerThatOpensEveryLinkAndAllBehindItChangesNothing() {
        Postbag pending = new Postbag(relay, "scanned-pending@links.example");
        desk.signUp(pending.address(), Map.of());
        Postbag active = desk.join(relay, "scanned@links.example", Map.of());
        desk.signUp(active.address(), Map.of());
        active.await(3);
        Deque<String> toOpen = new ArrayDeque<>(ourUrls(pending.await(1)));
        active.mails().forEach(mail -> toOpen.addAll(ourUrls(mail)));
        List<String> before = everything();

        clock.advance(Duration.ofSeconds(20));
        Set<String> opened = new TreeSet<>();
        while (!toOpen.isEmpty()) {
            String url = toOpen.poll();
            if (opened.size() < 400 && opened.add(url)) {
                Response page =
                        given().header("User-Agent", "Mozilla/5.0 (scanner)").get(url);
                page.then().statusCode(200);
                if (page.contentType().startsWith("text/html")) {
                    assertNothingActsByItself(url, page.asString());
                    toOpen.addAll(references(page.asString()));
                }
            }
        }
        assertThat(opened).anyMatch(url -> url.startsWith("/paperboy.js")).hasSizeGreaterThan(8);
        assertThat(everything()).isEqualTo(before);
    }

    /** Some scanners run scripts, so none may press a button: not at once, and not after a while. */
    private static void assertNothingActsByItself(String url, String page) {
        assertThat(page)
                .as(url)
                .doesNotContainPattern("(?i)http-equiv=.?refresh")
                .doesNotContainPattern("(?i)\\son[a-z]+=");
        for (Matcher script = SCRIPT.matcher(page); script.find(); ) {
            assertThat(script.group(2)).as("inline in " + url).isBlank();
            Matcher source = Pattern.compile("src=\"(/[^\"]+)\"").matcher(script.group(1));
            assertThat(source.find()).as("a script of ours in " + url).isTrue();
            String code = given().get(source.group(1)).asString();
            assertThat(ACTS.matcher(code).results()).as(source.group(1)).isEmpty();
        }
    }

    @Test
    void oneClickUnsubscribesWhateverItsSenderSendsOrLeavesOut() {
        String form = "List-Unsubscribe=One-Click";
        String multipart =
                "--B\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--B--\r\n";
        Map<String, String[]> requests = new LinkedHashMap<>();
        requests.put("a form", sends("Content-Type: application/x-www-form-urlencoded\r\n", form));
        requests.put("a form in parts", sends("Content-Type: multipart/form-data; boundary=B\r\n", multipart));
        requests.put("text", sends("Content-Type: text/plain; charset=us-ascii\r\n", form));
        requests.put("JSON", sends("Content-Type: application/json\r\nAccept: application/json\r\n", "{}"));
        requests.put("no type", sends("", form));
        requests.put("nothing", new String[] {"Content-Length: 0\r\n", ""});
        requests.put("nothing at all", new String[] {"", ""});
        requests.put("chunks", new String[] {"Transfer-Encoding: chunked\r\n", "1a\r\n" + form + "\r\n0\r\n\r\n"});
        requests.put("an empty user agent", sends("User-Agent:\r\n", form));
        requests.put("a machine's name", sends("User-Agent: Java security bot crawler\r\n", form));
        requests.put(
                "another site's mark",
                sends("Sec-Fetch-Site: cross-site\r\nOrigin: null\r\nReferer: https://mail.example/\r\n", form));
        requests.put("foreign cookies", sends("Cookie: paperboy_session=stolen; a=b\r\n", form));

        requests.forEach((what, request) -> {
            String address = "one-click-" + what.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-") + "@links.example";
            Postbag reader = desk.join(relay, address, Map.of());
            Received welcome = reader.mails().get(1);
            assertThat(welcome.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
            String url = welcome.header("List-Unsubscribe").replaceAll("[<>\\s]", "");
            for (int time = 0; time < 2; time++) {
                String answer = RawHttp.post(path(url), request[0], request[1]);
                assertThat(answer).as(what).startsWith("HTTP/1.1 200 ").doesNotContain("\r\nLocation:");
                assertThat(desk.reader(address).status()).as(what).isEqualTo(ReaderStatus.UNSUBSCRIBED);
            }
        });
    }

    @Test
    void aBrokenOneClickLinkChangesNothing() {
        Postbag reader = desk.join(relay, "kept@links.example", Map.of());
        String path = reader.mails().get(1).link("unsubscribe");
        int token = path.lastIndexOf('/') + 1;
        List<String> before = everything();
        for (int at = token; at < path.length(); at++) {
            // The neighbour differs in one bit, which in the last letter means nothing.
            int bits = LETTERS.indexOf(path.charAt(at));
            assertNotFound(path.substring(0, at) + LETTERS.charAt(bits ^ 1) + path.substring(at + 1));
        }
        assertNotFound(path.substring(0, path.length() - 1));
        assertNotFound(path + "A");
        assertNotFound(path + "%00");
        assertNotFound("/unsubscribe/" + desk.reader(reader.address()).key());
        assertNotFound("/unsubscribe/" + desk.reader(reader.address()).id());
        assertNotFound(reader.mails().get(0).link("confirm").replace("confirm", "unsubscribe"));
        assertThat(everything()).isEqualTo(before);
        assertThat(desk.reader(reader.address()).status()).isEqualTo(ReaderStatus.ACTIVE);
    }

    private static void assertNotFound(String path) {
        assertThat(RawHttp.post(path, "Content-Length: 26\r\n", "List-Unsubscribe=One-Click"))
                .as(path)
                .startsWith("HTTP/1.1 404 ");
    }

    private static String[] sends(String headers, String body) {
        return new String[] {headers + "Content-Length: " + body.length() + "\r\n", body};
    }

    /** Whatever a reader's request could have changed. */
    private List<String> everything() {
        desk.awaitNothingDue();
        return Stream.of("reader", "delivery", "issue", "operator_session")
                .flatMap(table -> desk.rows("select * from " + table + " order by 1").stream())
                .toList();
    }

    /** Every address in the header and in both bodies that leads to us, as a path. */
    private static List<String> ourUrls(Received mail) {
        StringBuilder all = new StringBuilder(mail.text()).append(mail.html().replace("&amp;", "&"));
        try {
            for (Header header : Collections.list(mail.message().getAllHeaders())) {
                all.append('\n').append(header.getValue());
            }
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return URL.matcher(all)
                .results()
                .map(found -> found.group())
                .filter(url -> url.startsWith(OURS + "/"))
                .map(LinkPitfallsTest::path)
                .toList();
    }

    private static List<String> references(String page) {
        return REFERENCE
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .filter(url -> url.startsWith("/") && !url.startsWith("//") || url.startsWith(OURS + "/"))
                .map(LinkPitfallsTest::path)
                .toList();
    }

    private static String path(String url) {
        return (url.startsWith(OURS) ? url.substring(OURS.length()) : url).replaceAll("#.*", "");
    }
}
