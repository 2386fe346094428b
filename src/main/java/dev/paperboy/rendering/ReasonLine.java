package dev.paperboy.rendering;

/** The lines of a card that say why, with {@link Slot#REASON_WORDS} in place of the words. */
record ReasonLine(Both<Piece> pieces) {

    /** How far a card's text is indented. */
    private static final int INDENT = 4;

    Both<byte[]> saying(String sentence) {
        var words = Both.encoded(PlainLines.hanging(sentence, INDENT), sentence);
        return new Both<>(pieces.text().filled(words.text()), pieces.html().filled(words.html()));
    }
}
