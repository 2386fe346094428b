package dev.paperboy.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/** Absolute links for mails and redirects, below {@code paperboy.public-url}. */
@ApplicationScoped
public class PublicUrls {

    private final String base;
    private final String host;
    private final SignedTokens tokens;

    PublicUrls(Newsletter newsletter, SignedTokens tokens) {
        String url = newsletter.publicUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.host = host(newsletter);
        this.tokens = tokens;
    }

    public String home() {
        return base + "/";
    }

    public String issue(boolean weekly, LocalDate date) {
        return base + (weekly ? "/issues/weekly/" : "/issues/") + date;
    }

    /** The id may be anything a source calls its papers, so it is encoded as one path segment. */
    public String paper(String paperId) {
        return base + paperPath(paperId);
    }

    /** The same without the base, for links within a page. */
    public static String paperPath(String paperId) {
        return "/paper/"
                + URLEncoder.encode(paperId, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/")
                        .replace("..", "%2E%2E");
    }

    public String confirm(UUID readerKey) {
        return base + "/confirm/" + tokens.sign(Purpose.CONFIRM, readerKey);
    }

    public String unsubscribe(UUID readerKey) {
        return base + "/unsubscribe/" + tokens.sign(Purpose.UNSUBSCRIBE, readerKey);
    }

    public String preferences(UUID readerKey) {
        return base + "/preferences/" + tokens.sign(Purpose.PREFERENCES, readerKey);
    }

    /** The same for every attempt at one delivery, so that a second copy can be recognised as one (RFC 5322 §3.6.4). */
    public String messageId(UUID messageKey) {
        return "<" + messageKey + "@" + host + ">";
    }

    /** The host in {@code List-Id} and {@code Message-ID}: it names the newsletter and need not resolve. */
    public static String host(Newsletter newsletter) {
        String host = newsletter.publicUrl().getHost();
        return host == null ? "localhost" : host;
    }
}
