package dev.paperboy.rendering;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Makes text from elsewhere fit for a mail: words on one line, and links only to the web. */
final class ForeignText {

    /** Whitespace and control characters, and the marks that would turn the direction of the text around them. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]+");

    private ForeignText() {}

    static String oneLine(String text) {
        if (text == null || isPlainLine(text)) {
            return text == null ? "" : text;
        }
        return GAP.matcher(text).replaceAll(" ").strip();
    }

    /** Spares most texts the pattern: printable ASCII with single spaces between words. */
    private static boolean isPlainLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    /** For values that come one line long from those who mean well, so that nothing in them can start a line of its own. */
    static String refusingControls(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("control character in " + oneLine(value));
            }
        }
        return value;
    }

    /** The address when it may be linked, which is absolute http or https, else "". */
    static String webUrl(String url) {
        if (url == null) {
            return "";
        }
        try {
            var uri = new URI(url.strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null ? uri.toString() : "";
        } catch (URISyntaxException e) {
            return "";
        }
    }

    static String html(String text) {
        int first = 0;
        while (first < text.length() && "&<>\"'".indexOf(text.charAt(first)) < 0) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /** At most {@code longest} characters, cut between words and marked with an ellipsis when something was cut. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int space = text.lastIndexOf(' ', longest - 1);
        int end = space > longest / 2 ? space : longest - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && " ,;:–—-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
