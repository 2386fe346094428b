package dev.paperboy.outbox;

/** Why a relay refused a mail for good, mostly by its enhanced status code (RFC 3463). */
public enum Refusal {
    /** The address does not exist or never will take mail: it speaks about the reader (5.1.x user or host unknown, moved). */
    ADDRESS,
    /** Who we are, how we sign, what we send (5.7.x): it speaks about us, and further mails would meet the same. */
    POLICY,
    /** What the relay does not offer: it speaks about that relay, and another may take the same mail. */
    RELAY,
    /** Everything else, such as a full mailbox or a message too big: this mail only. */
    MAIL
}
