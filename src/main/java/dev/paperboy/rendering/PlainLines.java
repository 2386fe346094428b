package dev.paperboy.rendering;

/** Wraps plain text for mail: at spaces only, so that an address is never broken. */
final class PlainLines {

    /** RFC 5322 section 2.1.1 asks for at most 78 characters; two are left for the ">" of a reply. */
    static final int WIDTH = 76;

    /** Continuation lines of a numbered title stand under its first word. */
    private static final int UNDER_RANK = 4;

    private PlainLines() {}

    /** Wraps every line, keeping its indentation for the lines that follow from it. Input and output use LF. */
    static String wrap(String text) {
        var wrapped = new StringBuilder(text.length() + text.length() / 32);
        text.lines().forEach(line -> wrapLine(line.stripTrailing(), wrapped));
        return wrapped.toString();
    }

    /** What stands behind an indentation, wrapped so that the lines that follow stand below it; no line end behind the last. */
    static String hanging(String line, int indent) {
        return line.length() <= WIDTH - indent
                ? line
                : wrap(" ".repeat(indent) + line).strip();
    }

    private static void wrapLine(String line, StringBuilder wrapped) {
        int indent = indentOf(line);
        int from = 0;
        int room = WIDTH;
        while (line.length() - from > room) {
            int space = line.lastIndexOf(' ', from + room);
            if (space < from + (from == 0 ? indent : 0) + 1) {
                space = line.indexOf(' ', from + Math.max(room, 1));
            }
            if (space < 0) {
                break;
            }
            wrapped.append(line, from, space).append('\n').repeat(' ', indent);
            from = space + 1;
            room = WIDTH - indent;
        }
        wrapped.append(line, from, line.length()).append('\n');
    }

    private static int indentOf(String line) {
        if (!line.isEmpty() && line.charAt(0) == Slot.EDGE) {
            return UNDER_RANK;
        }
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
