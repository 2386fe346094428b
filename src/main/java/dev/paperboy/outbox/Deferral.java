package dev.paperboy.outbox;

/** What a relay that puts a mail off speaks about, mostly by its enhanced status code (4.x.x, RFC 3463). */
public enum Deferral {
    /** This mail or its mailbox, or a wait that each mail has to go through once: full (4.2.x), greylisted (4.7.x, 450). */
    MAIL,
    /** The relay itself: it is out of room, or its own system fails (4.3.x). Every further mail would meet the same. */
    RELAY,
    /** That this relay does not offer what the mail needs: it waits for another. */
    ANOTHER_RELAY,
    /** Everything else: it may be the relay where many meet it. */
    UNCLEAR
}
