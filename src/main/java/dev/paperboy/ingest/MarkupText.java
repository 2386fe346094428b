package dev.paperboy.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a piece of HTML, as feeds carry it. Only tags that HTML has are taken for markup: {@code <think>} is a
 * word, and stays. The result is text, and whoever writes it into a page escapes it as any other.
 */
final class MarkupText {

    private static final int LONGEST = 400_000;

    private static final Pattern UNSEEN = Pattern.compile(
            "<(script|style|template|head|noscript|svg|iframe)\\b[^<>]*>.*?(?:</\\1\\s*>|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile(
            "</?(?:p|div|h[1-6]|ul|ol|dl|table|tr|blockquote|pre|section|article|header|footer|figure|figcaption|hr"
                    + "|main|aside|nav)(?:\\s[^<>]*)?/?>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE =
            Pattern.compile("</?(?:br|li|dt|dd|td|th|thead|tbody)(?:\\s[^<>]*)?/?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE = Pattern.compile(
            "</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|picture|q|s|samp|small|source|span"
                    + "|strike|strong|sub|sup|time|tt|u|var|video|audio|wbr|math|mi|mo|mn|mrow|msup|msub|html|body"
                    + "|input|button|form|label|object|embed|link|meta)(?:\\s[^<>]*)?/?>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\\w{2,8}));");

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("mdash", "—"),
            Map.entry("ndash", "–"),
            Map.entry("hellip", "…"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("bull", "•"),
            Map.entry("middot", "·"),
            Map.entry("times", "×"),
            Map.entry("deg", "°"),
            Map.entry("copy", "©"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"),
            Map.entry("ntilde", "ñ"));

    private MarkupText() {}

    static String of(String html) {
        String text = RowFields.shortened(html, LONGEST);
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        text = COMMENT.matcher(text).replaceAll(" ");
        text = UNSEEN.matcher(text).replaceAll(" ");
        text = BLOCK.matcher(text).replaceAll("\n\n");
        text = LINE.matcher(text).replaceAll("\n");
        text = INLINE.matcher(text).replaceAll("");
        return ENTITY.matcher(text).replaceAll(MarkupText::character).strip();
    }

    private static String character(MatchResult entity) {
        String character;
        if (entity.group(3) != null) {
            String name = entity.group(3);
            character = NAMED.getOrDefault(name, NAMED.getOrDefault(name.toLowerCase(Locale.ROOT), entity.group()));
        } else {
            int code =
                    entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
            character = Character.isValidCodePoint(code) ? Character.toString(code) : "";
        }
        return Matcher.quoteReplacement(character);
    }
}
