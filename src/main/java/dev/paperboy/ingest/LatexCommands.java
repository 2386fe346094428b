package dev.paperboy.ingest;

import java.text.Normalizer;

/** What begins with a backslash: a name or a mark, and what it applies to. */
final class LatexCommands {

    private static final int LONGEST_ADDRESS = 1000;

    private final LatexReader reader;

    LatexCommands(LatexReader reader) {
        this.reader = reader;
    }

    /** Reads one command; the reader stands on its backslash. */
    void read(StringBuilder out) {
        char mark = reader.peek(1);
        if (LatexReader.isLetter(mark)) {
            int end = 1;
            while (LatexReader.isLetter(reader.peek(end))) {
                end++;
            }
            String name = reader.ahead(1, end);
            reader.skip(end);
            named(name, out);
        } else if (mark == 0) {
            out.append('\\');
            reader.skip(1);
        } else {
            reader.skip(2);
            marked(mark, out);
        }
    }

    private void marked(char mark, StringBuilder out) {
        switch (mark) {
            case ' ', ',', ';', ':', '>', '\\', '\t' -> out.append(' ');
            case '!', '/', '@', '-' -> {}
            case '(', '[' -> reader.enterMath(true);
            case ')', ']' -> reader.enterMath(false);
            case '|' -> out.append('‖');
            case '\'', '"', '`', '^', '~', '=', '.' -> accent(String.valueOf(mark), String.valueOf(mark), out);
            default -> out.append(mark);
        }
    }

    private void named(String name, StringBuilder out) {
        String text = LatexSymbols.TEXT.get(name);
        if (text != null) {
            out.append(text);
            endOfName(name);
        } else if (LatexSymbols.ABBREVIATIONS.containsKey(name)) {
            String words = LatexSymbols.ABBREVIATIONS.get(name);
            word(reader.peek(0) == '.' ? words.substring(0, words.length() - 1) : words, out);
            endOfName(name);
        } else if (LatexSymbols.DRESS.contains(name)) {
            dressed(out);
        } else if (LatexSymbols.SILENT.contains(name)) {
            silent(name);
        } else if (LatexSymbols.BLANKS.contains(name)) {
            out.append(' ');
        } else if (LatexSymbols.MATH_ACCENTS.containsKey(name) && reader.peek(0) == '{') {
            mathAccent(LatexSymbols.MATH_ACCENTS.get(name), out);
        } else if (LatexSymbols.ACCENTS.containsKey(name) && reader.peek(0) == '{') {
            accent(name, "", out);
        } else {
            structured(name, out);
        }
    }

    private void structured(String name, StringBuilder out) {
        switch (name) {
            case "frac", "dfrac", "tfrac", "nicefrac", "sfrac" ->
                out.append(LatexSymbols.grouped(reader.argument()))
                        .append('/')
                        .append(LatexSymbols.grouped(reader.argument()));
            case "sqrt" -> root(out);
            case "mathbb", "mathds", "mathbbm" -> blackboard(out);
            case "textsuperscript" -> out.append(LatexSymbols.scripted('^', reader.argument()));
            case "textsubscript" -> out.append(LatexSymbols.scripted('_', reader.argument()));
            case "deg" -> out.append(endsWithDigit(out) ? "°" : "deg");
            case "not" -> struck(out);
            case "href" -> link(out);
            case "url" -> out.append(addressArgument());
            case "footnote", "thanks" -> aside(" (", ")", out);
            case "cite", "citep", "citet", "ref", "eqref", "cref", "Cref", "label", "autoref" -> aside("[", "]", out);
            case "textcolor", "colorbox", "color", "begin", "end", "hspace", "vspace" -> instruction(name, out);
            case "item" -> out.append(" • ");
            case "par" -> out.append(LatexReader.PARAGRAPH);
            case "binom" -> out.append('C').append(LatexSymbols.grouped(reader.argument() + ", " + reader.argument()));
            default -> unknown(name, out);
        }
    }

    /** A macro of the paper's own: its name is all that a reader can be told. */
    private void unknown(String name, StringBuilder out) {
        word(name, out);
        endOfName(name);
        if (reader.peek(0) == '{') {
            out.append(' ');
            reader.group(out, false);
        }
    }

    private static void word(String word, StringBuilder out) {
        if (!out.isEmpty() && Character.isLetterOrDigit(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
        out.append(word);
    }

    private void endOfName(String name) {
        if (reader.peek(0) == '{' && reader.peek(1) == '}') {
            reader.skip(2);
        } else if (LatexSymbols.LETTERS.contains(name)
                && reader.peek(0) == ' '
                && Character.isLetter(reader.peek(1))
                && !reader.inMath()) {
            reader.skip(1);
        }
    }

    private void dressed(StringBuilder out) {
        if (reader.peek(0) == '*') {
            reader.skip(1);
        }
        int blanks = reader.blanks();
        if (reader.peek(blanks) == '{') {
            reader.skip(blanks);
            reader.group(out, false);
        }
    }

    private void silent(String name) {
        if (reader.peek(0) == '{' && reader.peek(1) == '}') {
            reader.skip(2);
            return;
        }
        boolean fence = name.equals("left") || name.equals("right");
        if (fence && reader.peek(0) == '.') {
            reader.skip(1);
        } else if (!fence) {
            reader.skip(reader.blanks());
        }
    }

    private void root(StringBuilder out) {
        if (reader.peek(0) == '[') {
            int close = 1;
            while (close < 8 && Character.isLetterOrDigit(reader.peek(close))) {
                close++;
            }
            if (reader.peek(close) == ']') {
                out.append(LatexSymbols.scripted('^', reader.ahead(1, close)));
                reader.skip(close + 1);
            }
        }
        out.append('√').append(LatexSymbols.grouped(reader.argument()));
    }

    private void struck(StringBuilder out) {
        if (Character.isLetterOrDigit(reader.peek(reader.blanks()))) {
            unknown("not", out);
        } else {
            String relation = reader.argument();
            out.append(relation.isBlank() ? "" : Normalizer.normalize(relation + '\u0338', Normalizer.Form.NFC));
        }
    }

    private void blackboard(StringBuilder out) {
        reader.argument()
                .codePoints()
                .map(letter -> LatexSymbols.BLACKBOARD.getOrDefault(letter, letter))
                .forEach(out::appendCodePoint);
    }

    private void link(StringBuilder out) {
        String url = addressArgument();
        String text = reader.peek(0) == '{' ? reader.argument() : "";
        if (text.isBlank() || text.equals(url)) {
            out.append(url);
        } else {
            out.append(text).append(url.isBlank() ? "" : " (" + url + ")");
        }
    }

    private void aside(String open, String close, StringBuilder out) {
        String text = reader.peek(0) == '{' ? reader.argument() : "";
        if (!text.isBlank()) {
            out.append(open).append(text).append(close);
        }
    }

    /** Its first argument is a word for the typesetter, which is dropped; anything longer is text and stays. */
    private void instruction(String name, StringBuilder out) {
        int end = 1;
        while (end < 40 && reader.peek(end) > ' ' && "{}\\$".indexOf(reader.peek(end)) < 0) {
            end++;
        }
        if (reader.peek(0) == '{' && reader.peek(end) == '}') {
            reader.skip(end + 1);
        } else {
            unknown(name, out);
        }
        if (name.endsWith("color") || name.endsWith("box")) {
            dressed(out);
        } else {
            out.append(' ');
        }
    }

    private void mathAccent(char combining, StringBuilder out) {
        String base = reader.argument();
        boolean one = base.codePointCount(0, base.length()) == 1;
        out.append(one ? Normalizer.normalize(base + combining, Normalizer.Form.NFC) : base);
    }

    /** Only what Unicode has as one letter is an accented letter; before anything else the mark stands for itself. */
    private void accent(String name, String mark, StringBuilder out) {
        int letter = reader.peek(0) == '{' ? 1 : 0;
        boolean dotless =
                reader.peek(letter) == '\\' && (reader.peek(letter + 1) == 'i' || reader.peek(letter + 1) == 'j');
        int after = letter + (dotless ? 2 : 1);
        char base = reader.peek(dotless ? letter + 1 : letter);
        boolean closed =
                letter == 0 ? !dotless || !LatexReader.isLetter(reader.peek(after)) : reader.peek(after) == '}';
        String accented = Normalizer.normalize("" + base + LatexSymbols.ACCENTS.get(name), Normalizer.Form.NFC);
        boolean apostrophe = mark.equals("'") && base == 's' && !Character.isLetter(reader.peek(1));
        if (Character.isLetter(base) && closed && accented.length() == 1 && !apostrophe) {
            out.append(accented);
            reader.skip(letter == 0 ? after : after + 1);
        } else {
            out.append(mark);
            if (reader.peek(0) == '{' && reader.peek(1) == '}') {
                reader.skip(2);
            } else if (mark.isEmpty()) {
                reader.group(out, false);
            }
        }
    }

    /** An address holds characters that mean something else elsewhere, so it is taken as it stands. */
    private String addressArgument() {
        if (reader.peek(0) != '{') {
            return "";
        }
        int nested = 0;
        int end = 0;
        while (end < LONGEST_ADDRESS && reader.peek(end) > ' ' && reader.peek(end) != LatexReader.PARAGRAPH) {
            char c = reader.peek(end++);
            nested += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (nested == 0) {
                String address = reader.ahead(1, end - 1);
                reader.skip(end);
                return withoutTwin(address.replaceAll("\\\\([%#&_~^$])", "$1").replace("{}", ""));
            }
        }
        return reader.argument();
    }

    private static String withoutTwin(String address) {
        int brace = address.indexOf('{');
        if (brace < 0) {
            return address;
        }
        String first = address.substring(0, brace);
        String second = address.substring(brace).replaceAll("[{}]", "");
        return first.equals(second) ? first : first + " (" + second + ")";
    }

    private static boolean endsWithDigit(StringBuilder out) {
        return !out.isEmpty() && LatexReader.isDigit(out.charAt(out.length() - 1));
    }
}
