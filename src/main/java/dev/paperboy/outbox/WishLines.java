package dev.paperboy.outbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a reader that entries met, as the ledger keeps them: {@code position=words}, one a line. */
final class WishLines {

    /** What the column holds; words that do not fit any more are left out, and their papers give another reason. */
    private static final int LONGEST = 2000;

    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private WishLines() {}

    static String text(Map<Integer, String> wishes) {
        if (wishes.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Integer, String> wish : new TreeMap<>(wishes).entrySet()) {
            String line = wish.getKey() + "=" + GAP.matcher(wish.getValue()).replaceAll(" ") + "\n";
            if (lines.length() + line.length() <= LONGEST) {
                lines.append(line);
            }
        }
        return lines.toString();
    }

    static Map<Integer, String> map(String text) {
        return text.isEmpty()
                ? Map.of()
                : text.lines()
                        .collect(Collectors.toMap(
                                line -> Integer.valueOf(line.substring(0, line.indexOf('='))),
                                line -> line.substring(line.indexOf('=') + 1)));
    }
}
