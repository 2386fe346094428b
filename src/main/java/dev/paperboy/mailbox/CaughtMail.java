package dev.paperboy.mailbox;

import java.time.Instant;

/**
 * One line of the mailbox.
 *
 * @param to the bare address, or the whole header when there is none in it
 */
record CaughtMail(int n, String from, String to, String subject, Instant receivedAt) {

    static CaughtMail of(int n, MimePart mail, Instant receivedAt) {
        return new CaughtMail(n, mail.header("From"), address(mail.header("To")), mail.header("Subject"), receivedAt);
    }

    private static String address(String header) {
        int open = header.lastIndexOf('<');
        int close = header.indexOf('>', open + 1);
        return open >= 0 && close > open ? header.substring(open + 1, close) : header;
    }
}
