package dev.paperboy.ingest;

import java.util.regex.Pattern;

/**
 * Foreign text, with LaTeX and line breaks as sources write it, as text that people read. Nothing of it is markup
 * afterwards, and nothing of it is escaped either: {@code <think>} stays what it is until a template writes it.
 */
final class ReadableText {

    private ReadableText() {}

    /** One line: a title, a name, a keyword. */
    static String title(String raw) {
        return read(raw, false);
    }

    /** Paragraphs with one empty line between them; inside a paragraph no line break is left. */
    static String paragraphs(String raw) {
        return read(raw, true);
    }

    /** What Markdown sets as code. A backtick that begins a quotation of LaTeX has no other at the quotation's end. */
    private static final Pattern MARKDOWN_CODE =
            Pattern.compile("(?<![`\\\\\\w])`([^`'\\s](?:[^`'\n]{0,78}[^`'\\s])?)`(?![`\\w])");

    private static String read(String raw, boolean paragraphs) {
        if (raw == null || raw.isBlank()) {
            return "";
        }
        String healed = collapsed(withoutInvisible(raw), paragraphs);
        return tidied(LatexReader.read(MARKDOWN_CODE.matcher(healed).replaceAll("$1")), paragraphs);
    }

    /**
     * Drops what no reader can see and XML, mail or a database may choke on: controls, lone surrogates, direction
     * overrides.
     */
    static String withoutInvisible(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                out.append(i < raw.length() && raw.charAt(i) == '\n' ? "" : "\n");
            } else if (c == '\n' || c == 0x85 || c == 0x2028) {
                out.append('\n');
            } else if (c == 0x2029) {
                out.append("\n\n");
            } else if (c == '\t' || c == '\f' || c == 0x0b || Character.isSpaceChar(c)) {
                out.append(' ');
            } else if (!isInvisible(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200b
                || c == 0xfeff
                || c == 0xad
                || (c & 0xfffe) == 0xfffe;
    }

    /** Every run of blanks becomes one blank, or one paragraph mark where the source begins a paragraph. */
    private static String collapsed(String text, boolean paragraphs) {
        boolean indented = paragraphs && !isWrapped(text);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c > ' ') {
                out.append(c);
                i++;
                continue;
            }
            int lines = 0;
            int blanks = 0; // since the last line break
            for (; i < text.length() && text.charAt(i) <= ' '; i++) {
                boolean line = text.charAt(i) == '\n';
                lines += line ? 1 : 0;
                blanks = line ? 0 : blanks + 1;
            }
            boolean paragraph = paragraphs && (lines > 1 || (lines == 1 && blanks > 1 && indented));
            out.append(paragraph ? LatexReader.PARAGRAPH : ' ');
        }
        return out.toString();
    }

    /**
     * arXiv marks a paragraph by two blanks at the start of its line; a text of short lines, all indented, is only
     * wrapped.
     */
    private static boolean isWrapped(String text) {
        String[] lines = text.strip().split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].length() > 100 || (i > 0 && !lines[i].startsWith("  "))) {
                return false;
            }
        }
        return lines.length > 2;
    }

    private static String tidied(String text, boolean paragraphs) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = false;
        boolean paragraph = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == LatexReader.PARAGRAPH) {
                blank = true;
                paragraph |= c == LatexReader.PARAGRAPH;
                continue;
            }
            if (blank && !out.isEmpty()) {
                out.append(paragraph && paragraphs ? "\n\n" : " ");
            }
            blank = false;
            paragraph = false;
            out.append(c);
        }
        return out.toString();
    }
}
