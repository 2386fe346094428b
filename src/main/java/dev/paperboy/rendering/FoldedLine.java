package dev.paperboy.rendering;

/** A header field that grows word by word and is folded before it gets longer than 76 characters (RFC 5322 §2.2.3). */
final class FoldedLine {

    private static final int WIDTH = 76;

    private final StringBuilder line = new StringBuilder(128);
    private int column;
    private boolean empty = true;

    FoldedLine(String name) {
        line.append(name).append(':');
        column = line.length();
    }

    /** Room left in this line behind a space. */
    int room() {
        return WIDTH - column - 1;
    }

    /** Adds a word behind a space, on a new line when it does not fit here. */
    FoldedLine add(String word) {
        if (!empty && word.length() > room()) {
            line.append("\r\n");
            column = 0;
        }
        line.append(' ').append(word);
        column += 1 + word.length();
        empty = false;
        return this;
    }

    FoldedLine addAll(String words) {
        for (var word : words.split(" ")) {
            if (!word.isEmpty()) {
                add(word);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return line + "\r\n";
    }
}
