package dev.paperboy.mailbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail, or a part of one, as far as a page has to show it (RFC 2045, 2046). Whatever the bytes are, this reads
 * something and never throws.
 *
 * @param headers unfolded and with encoded words read, in their order
 * @param body as it came, one character a byte
 */
record MimePart(List<Header> headers, String body, int depth) {

    /** One header, readable. */
    public record Header(String name, String value) {}

    private static final int DEEPEST = 10;
    private static final Pattern END_OF_HEADER = Pattern.compile("\\r?\\n\\r?\\n");
    private static final Pattern FOLD = Pattern.compile("\\r?\\n(?=[ \\t])");
    private static final Pattern LINE = Pattern.compile("\\r?\\n");

    static MimePart parse(byte[] bytes) {
        return parse(new String(bytes, StandardCharsets.ISO_8859_1), 0);
    }

    private static MimePart parse(String raw, int depth) {
        if (raw.startsWith("\r\n") || raw.startsWith("\n")) {
            return new MimePart(List.of(), raw.substring(raw.indexOf('\n') + 1), depth);
        }
        Matcher end = END_OF_HEADER.matcher(raw);
        boolean hasBody = end.find();
        String head = hasBody ? raw.substring(0, end.start()) : raw;
        return new MimePart(headers(head), hasBody ? raw.substring(end.end()) : "", depth);
    }

    private static List<Header> headers(String head) {
        List<Header> headers = new ArrayList<>();
        for (String line : LINE.split(FOLD.matcher(head).replaceAll(""))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String value = new EncodedWords(utf8(line.substring(colon + 1).strip())).read();
                headers.add(new Header(line.substring(0, colon).strip(), value));
            }
        }
        return List.copyOf(headers);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The first header of that name, or "". */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    Optional<String> html() {
        return text("text/html");
    }

    Optional<String> plain() {
        return text("text/plain");
    }

    private Optional<String> text(String wanted) {
        if (type().equals(wanted)) {
            return Optional.of(decoded());
        }
        return parts().stream().flatMap(part -> part.text(wanted).stream()).findFirst();
    }

    private String type() {
        String type = header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() ? "text/plain" : type;
    }

    private List<MimePart> parts() {
        Optional<String> boundary = parameter("boundary");
        if (!type().startsWith("multipart/") || boundary.isEmpty() || depth >= DEEPEST) {
            return List.of();
        }
        Matcher delimiter = Pattern.compile("(?md)^--" + Pattern.quote(boundary.get()) + "(?<last>--)?[ \\t]*\\r?$")
                .matcher(body);
        List<MimePart> parts = new ArrayList<>();
        int start = -1;
        boolean over = false;
        while (!over && delimiter.find()) {
            if (start >= 0) {
                parts.add(parse(withoutLastLineEnd(body.substring(start, delimiter.start())), depth + 1));
            }
            start = Math.min(delimiter.end() + 1, body.length());
            over = delimiter.group("last") != null;
        }
        if (!over && start >= 0) {
            parts.add(parse(body.substring(start), depth + 1));
        }
        return parts;
    }

    /** It belongs to the delimiter (RFC 2046 §5.1.1). */
    private static String withoutLastLineEnd(String text) {
        int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
        return text.substring(0, text.length() - end);
    }

    private String decoded() {
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] plain =
                switch (header("Content-Transfer-Encoding").strip().toLowerCase(Locale.ROOT)) {
                    case "quoted-printable" -> new QuotedText(octets).decoded();
                    case "base64" -> fromBase64(octets);
                    default -> octets;
                };
        return new String(plain, charset());
    }

    private static byte[] fromBase64(byte[] octets) {
        try {
            return Base64.getMimeDecoder().decode(octets);
        } catch (IllegalArgumentException broken) {
            return octets;
        }
    }

    private Charset charset() {
        try {
            return parameter("charset").map(Charset::forName).orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private Optional<String> parameter(String name) {
        Matcher found = Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"(?<quoted>[^\"]*)\"|(?<bare>[^;\\s]+))")
                .matcher(header("Content-Type"));
        if (!found.find()) {
            return Optional.empty();
        }
        String value = found.group("quoted") != null ? found.group("quoted") : found.group("bare");
        return Optional.of(value).filter(text -> !text.isEmpty());
    }
}
