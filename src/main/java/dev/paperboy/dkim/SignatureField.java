package dev.paperboy.dkim;

/** Writes one DKIM-Signature field (RFC 6376 §3.5), folded to lines of at most 78 columns where its words allow. */
final class SignatureField {

    private static final int WIDTH = 78;

    private final String beginning;
    private Draft out = new Draft();
    private int lineStart;

    SignatureField(String domain, SigningKey key) {
        this.beginning =
                "v=1; a=" + key.kind().signatureTag + "; c=relaxed/relaxed; d=" + domain + "; s=" + key.selector();
    }

    /**
     * Begins a field: everything up to and with {@code b=}, which is what the signature covers of the field itself.
     *
     * @param at seconds since 1970
     * @param bodyHash in Base64
     */
    void begin(Draft out, SignedHeaders headers, long at, byte[] bodyHash) {
        this.out = out;
        this.lineStart = out.length();
        out.append("DKIM-Signature:");
        for (int from = 0; from < beginning.length(); ) {
            int semicolon = beginning.indexOf(';', from);
            int to = semicolon < 0 ? beginning.length() : semicolon;
            tag(beginning.substring(from, to));
            out.append((byte) ';');
            from = to + 2;
        }
        tag("t=" + at);
        out.append((byte) ';');
        tag("h=");
        for (int i = 0; i < headers.count(); i++) {
            word(headers.name(i), i + 1 < headers.count() ? ':' : ';');
        }
        fold();
        out.append("bh=");
        out.append(bodyHash, 0, bodyHash.length);
        out.append((byte) ';');
        fold();
        out.append("b=");
    }

    /** @param signature in Base64 */
    void end(byte[] signature, int length) {
        int at = 0;
        while (at < length) {
            int part = Math.min(length - at, WIDTH - (out.length() - lineStart));
            out.append(signature, at, part);
            at += part;
            if (at < length) {
                fold();
            }
        }
        out.append("\r\n");
    }

    private void tag(String text) {
        if (out.length() - lineStart + text.length() + 2 > WIDTH) {
            fold();
        } else {
            out.append((byte) ' ');
        }
        out.append(text);
    }

    private void word(String text, char behind) {
        if (out.length() - lineStart + text.length() + 1 > WIDTH) {
            fold();
        }
        out.append(text);
        out.append((byte) behind);
    }

    private void fold() {
        out.append("\r\n");
        lineStart = out.length();
        out.append((byte) ' ');
    }
}
