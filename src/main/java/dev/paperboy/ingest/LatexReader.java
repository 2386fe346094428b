package dev.paperboy.ingest;

/**
 * Reads a text with LaTeX in it from left to right, once, and writes what a reader would see. It knows no documents,
 * only what stands in titles and abstracts; whatever it does not know stays as text. Lookahead and nesting are
 * bounded, so that time grows with the length of the text and no text can exhaust the stack.
 */
final class LatexReader {

    /** Ends a paragraph. Formulas do not reach over it. */
    static final char PARAGRAPH = '\u2029';

    private static final int DEEPEST = 40;
    private static final int LONGEST_FORMULA = 2000;
    private static final int LONGEST_SCRIPT = 200;

    private final String in;
    private int at;
    private int depth;
    private boolean math;
    private final LatexCommands commands = new LatexCommands(this);
    private int dollar = -1; // where the dollar stands that ends the formula we are in
    private boolean quoted;

    private LatexReader(String in) {
        this.in = in;
    }

    static String read(String text) {
        LatexReader reader = new LatexReader(text);
        StringBuilder out = new StringBuilder(text.length() + 16);
        while (reader.more()) {
            reader.step(out);
        }
        return out.toString();
    }

    boolean more() {
        return at < in.length();
    }

    char peek(int ahead) {
        return at + ahead < in.length() ? in.charAt(at + ahead) : 0;
    }

    void skip(int characters) {
        at = Math.min(in.length(), at + characters);
    }

    String ahead(int from, int to) {
        return in.substring(at + from, at + to);
    }

    boolean inMath() {
        return math;
    }

    void enterMath(boolean enter) {
        math = enter;
    }

    private void step(StringBuilder out) {
        char c = in.charAt(at);
        switch (c) {
            case '\\' -> commands.read(out);
            case '$' -> dollar(out);
            case '^', '_' -> script(out, c);
            case '{' -> braces(out);
            case '~' -> tie(out);
            case '-' -> dashes(out);
            case '`', '\'' -> quotes(out, c);
            case 'h' -> address(out);
            case PARAGRAPH -> {
                math = false;
                dollar = -1;
                copy(out);
            }
            default -> copy(out);
        }
    }

    private void copy(StringBuilder out) {
        out.append(in.charAt(at++));
    }

    private void dollar(StringBuilder out) {
        int width = peek(1) == '$' ? 2 : 1;
        if (dollar >= 0 && at >= dollar) {
            math = false;
            dollar = -1;
            at += width;
            return;
        }
        int end = Formula.end(in, at + width, LONGEST_FORMULA);
        if (end >= 0 && Formula.isOne(in, at + width, end)) {
            math = true;
            dollar = end;
            at += width;
        } else {
            out.append(in, at, at + width);
            at += width;
        }
    }

    private void script(StringBuilder out, char mark) {
        if (!math && !isScriptInText(out, mark)) {
            copy(out);
            return;
        }
        at++;
        if (peek(0) == ' ' && !isLetter(peek(1))) {
            at++;
        }
        if (!more() || peek(0) == '$' || peek(0) == '}' || peek(0) == ' ' || peek(0) == PARAGRAPH || opensForGood()) {
            out.append(mark);
            return;
        }
        if (in.startsWith("circ", at) && !isLetter(peek(4))) {
            at += 4;
            out.append('°');
            return;
        }
        out.append(LatexSymbols.scripted(mark, isNumberAhead() ? number() : argument()));
    }

    /** Some sources have lost the dollars around their formulas; a snake_case name and a face such as ^_^ are none. */
    private boolean isScriptInText(StringBuilder out, char mark) {
        if (peek(1) == '{') {
            return true;
        }
        if (mark == '_' || out.isEmpty()) {
            return false;
        }
        char before = out.charAt(out.length() - 1);
        if (!Character.isLetterOrDigit(before) && ")]}".indexOf(before) < 0) {
            return false;
        }
        char next = peek(1);
        return isDigit(next)
                || (next == '-' && isDigit(peek(2)))
                || ((next == '+' || next == '*') && !Character.isLetterOrDigit(peek(2)))
                || (isLetter(next) && !Character.isLetterOrDigit(peek(2)) && peek(2) != '_')
                || (next == '\\' && isLetter(peek(2)))
                || in.startsWith("circ", at + 1);
    }

    /** A brace that nobody closes must not raise the rest of the text. */
    private boolean opensForGood() {
        if (peek(0) != '{') {
            return false;
        }
        return in.indexOf('}', at, Math.min(in.length(), at + LONGEST_SCRIPT)) < 0;
    }

    private boolean isNumberAhead() {
        return isDigit(peek(0)) || (peek(0) == '-' && isDigit(peek(1)));
    }

    private String number() {
        int start = at++;
        while (isDigit(peek(0))) {
            at++;
        }
        return in.substring(start, at);
    }

    /** How many blanks stand here before an argument: one at most, because runs were collapsed. */
    int blanks() {
        return peek(0) == ' ' ? 1 : 0;
    }

    /** What a command applies to: a group, a command or a single character. */
    String argument() {
        at += blanks();
        StringBuilder argument = new StringBuilder();
        if (!more() || depth >= DEEPEST) {
            return "";
        }
        char c = peek(0);
        if (c == '{') {
            group(argument, false);
        } else if (c == '\\') {
            depth++;
            commands.read(argument);
            depth--;
        } else if (c != '}' && c != '$' && c != PARAGRAPH) {
            argument.appendCodePoint(in.codePointAt(at));
            at += argument.length();
        }
        return argument.toString();
    }

    private void address(StringBuilder out) {
        if (!in.startsWith("http://", at) && !in.startsWith("https://", at)) {
            copy(out);
            return;
        }
        int start = out.length();
        while (more() && in.charAt(at) > ' ' && "{}$<>\"".indexOf(in.charAt(at)) < 0 && in.charAt(at) != PARAGRAPH) {
            if (in.charAt(at) == '\\') {
                if ("%#&_~^".indexOf(peek(1)) < 0) {
                    return;
                }
                at++;
            }
            copy(out);
        }
        if (peek(0) == '{') {
            // What is left of a link whose command was lost: the address, then its text in braces.
            String url = out.substring(start);
            String text = argument();
            out.append(text.isBlank() || text.equals(url) ? "" : " (" + text + ")");
        }
    }

    /** Braces group and are not seen, unless they look like what people write for a set or a piece of JSON. */
    private void braces(StringBuilder out) {
        group(out, !math && peek(1) != '\\' && !holdsOneWord());
    }

    private boolean holdsOneWord() {
        if (peek(1) != '}' && peek(2) == '}') {
            // A comma or a sign that is kept from its usual space, as in 12{,}553.
            return true;
        }
        for (int ahead = 1; ahead < 60; ahead++) {
            char c = peek(ahead);
            if (c == '}') {
                return ahead > 1;
            }
            if (!Character.isLetterOrDigit(c) && "+-./".indexOf(c) < 0) {
                return false;
            }
        }
        return false;
    }

    void group(StringBuilder out, boolean seen) {
        if (seen) {
            out.append('{');
        }
        at++;
        if (depth >= DEEPEST) {
            return;
        }
        depth++;
        while (more() && peek(0) != '}') {
            step(out);
        }
        depth--;
        if (more()) {
            at++;
            if (seen) {
                out.append('}');
            }
        }
    }

    /** A tie between words is a blank; before a number it says about, between numbers it says to. */
    private void tie(StringBuilder out) {
        char before = out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
        char after = peek(1);
        boolean range = (isDigit(before) || before == '%') && isDigit(after);
        boolean about = before <= ' ' || "([{<>=/~".indexOf(before) >= 0;
        at++;
        out.append(range || (about && after > ' ' && !math) ? '~' : ' ');
    }

    private void dashes(StringBuilder out) {
        int run = 0;
        while (run < 4 && peek(run) == '-') {
            run++;
        }
        boolean option = (out.isEmpty() || out.charAt(out.length() - 1) <= ' ') && peek(run) > ' ';
        if (run == 3) {
            out.append('—');
        } else if (run == 2 && !option && !math) {
            out.append('–');
        } else {
            out.repeat('-', run);
        }
        at += run;
    }

    private void quotes(StringBuilder out, char mark) {
        if (peek(1) != mark || (mark == '\'' && !quoted)) {
            copy(out);
            return;
        }
        quoted = mark == '`';
        out.append(quoted ? '“' : '”');
        at += 2;
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
