package dev.paperboy.smtp;

import java.time.Duration;

/**
 * How long we wait for the relay.
 *
 * @param connect for the connection to stand
 * @param reply for the answer to a command
 * @param body for the network to take the whole mail
 * @param finalReply for the answer to the final dot; giving up too early makes second copies (RFC 5321 §4.5.3.2.6)
 */
record Patience(Duration connect, Duration reply, Duration body, Duration finalReply) {

    static final Patience USUAL =
            new Patience(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10));
}
