package dev.paperboy.ingest;

/** Tells a formula between dollars from amounts of money. */
final class Formula {

    private Formula() {}

    /**
     * Where the next dollar stands that is no {@code \$}, in the same paragraph and within reach; -1 when there is
     * none.
     */
    static int end(String text, int from, int reach) {
        int limit = Math.min(text.length(), from + reach);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '$') {
                return i;
            }
            if (c == LatexReader.PARAGRAPH) {
                return -1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Whether what stands between two dollars, from (included) to (excluded), is meant as a formula. */
    static boolean isOne(String text, int from, int to) {
        String content = text.substring(from, to);
        if (content.isBlank()) {
            return false;
        }
        boolean tight = content.charAt(0) > ' ' && content.charAt(content.length() - 1) > ' ';
        boolean digitFollows = to + 1 < text.length() && LatexReader.isDigit(text.charAt(to + 1));
        boolean marks = hasMarks(content);
        boolean prose = hasWords(content) && !content.contains("\\text") && !content.contains("\\math");
        if (prose && (LatexReader.isDigit(content.strip().charAt(0)) || !marks && content.length() > 60)) {
            return false;
        }
        return marks || tight && !digitFollows;
    }

    private static boolean hasMarks(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean command = c == '\\' && i + 1 < content.length() && LatexReader.isLetter(content.charAt(i + 1));
            if (command || c == '^' || c == '_' || c == '=') {
                return true;
            }
        }
        return false;
    }

    /** Whether two letters follow a blank, as in "$500 to train": formulas have single letters and commands. */
    private static boolean hasWords(String content) {
        for (int i = 0; i + 2 < content.length(); i++) {
            if (content.charAt(i) <= ' '
                    && Character.isLetter(content.charAt(i + 1))
                    && Character.isLetter(content.charAt(i + 2))) {
                return true;
            }
        }
        return false;
    }
}
