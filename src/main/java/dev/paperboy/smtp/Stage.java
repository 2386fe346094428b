package dev.paperboy.smtp;

import java.util.Optional;

/** How far the conversation with the relay has come. */
enum Stage {
    GREETING,
    HELLO,
    TLS,
    SIGN_IN,
    MAIL,
    RCPT,
    DATA,
    /** The relay said 354 and the mail is being written: without the final dot it must not be delivered. */
    BODY,
    /** The final dot may be out. Only a reply can tell whether the mail was accepted. */
    DOT;

    /** Empty for commands that belong to no stage: RSET, NOOP, QUIT. */
    static Optional<Stage> startedBy(String command) {
        return switch (verb(command)) {
            case "EHLO", "HELO" -> Optional.of(HELLO);
            case "STARTTLS" -> Optional.of(TLS);
            case "AUTH" -> Optional.of(SIGN_IN);
            case "MAIL" -> Optional.of(MAIL);
            case "RCPT" -> Optional.of(RCPT);
            case "DATA" -> Optional.of(DATA);
            case "." -> Optional.of(DOT);
            default -> Optional.empty();
        };
    }

    private static String verb(String command) {
        int space = command.indexOf(' ');
        return space < 0 ? command : command.substring(0, space);
    }

    /** Whether this reply at this stage lets the mail go on. */
    boolean passesWith(SmtpReply reply) {
        return this == DATA ? reply.goesAhead() : reply.accepts();
    }
}
