package dev.paperboy.rendering;

/** One thing in each of the two formats. */
record Both<T>(T text, T html) {

    /**
     * A value from elsewhere, encoded for its slot.
     *
     * @throws IllegalArgumentException for a control character: a line break in a value is never meant well
     */
    static Both<byte[]> slot(String value) {
        return encoded(ForeignText.refusingControls(value), value);
    }

    /** One value of which the two formats show different words; both are ours and may have several lines. */
    static Both<byte[]> encoded(String text, String html) {
        var escaped = ForeignText.html(html);
        var plain = QuotedPrintable.encoded(text);
        return new Both<>(plain, escaped.equals(text) ? plain : QuotedPrintable.encoded(escaped));
    }

    static <T> Both<T> same(T either) {
        return new Both<>(either, either);
    }

    T in(Format format) {
        return switch (format) {
            case TEXT -> text;
            case HTML -> html;
        };
    }
}
