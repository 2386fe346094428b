package dev.paperboy.smtp;

/**
 * What the relay answered.
 *
 * @param code three digits, or -1 when what came was no SMTP reply
 * @param text one line of at most 300 characters, with the code
 */
record SmtpReply(int code, String text) {

    private static final int LONGEST = 300;

    static SmtpReply of(int code, String lines) {
        String line = lines.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return new SmtpReply(code, line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…");
    }

    boolean accepts() {
        return code >= 200 && code < 300;
    }

    boolean defers() {
        return code >= 400 && code < 500;
    }

    boolean refuses() {
        return code >= 500 && code < 600;
    }

    /** The relay hangs up after this one (RFC 5321 §3.8). */
    boolean hangsUp() {
        return code == 421;
    }

    /** Not about the mail but about who we are (RFC 4954 §6). */
    boolean asksForSignIn() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }
}
