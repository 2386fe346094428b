package dev.paperboy.mailbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A header value with its encoded words (RFC 2047) read; what is broken stays as it came. */
record EncodedWords(String value) {

    private static final Pattern WORD =
            Pattern.compile("=\\?(?<charset>[^?*\\s]+)(\\*[^?\\s]*)?\\?(?<code>[bBqQ])\\?(?<text>[^?\\s]*)\\?=");

    String read() {
        StringBuilder out = new StringBuilder();
        int done = 0;
        boolean afterWord = false;
        for (Matcher word = WORD.matcher(value); word.find(); ) {
            String between = value.substring(done, word.start());
            // Blanks between two encoded words are only there to keep the lines short.
            out.append(afterWord && between.isBlank() ? "" : between).append(read(word));
            done = word.end();
            afterWord = true;
        }
        return out.append(value.substring(done)).toString();
    }

    private static String read(Matcher word) {
        try {
            Charset charset = Charset.forName(word.group("charset"));
            String text = word.group("text");
            byte[] bytes = word.group("code").equalsIgnoreCase("B")
                    ? Base64.getMimeDecoder().decode(text)
                    : new QuotedText(text.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1)).decoded();
            return new String(bytes, charset);
        } catch (IllegalArgumentException broken) {
            return word.group();
        }
    }
}
