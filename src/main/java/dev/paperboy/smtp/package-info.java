/**
 * How mails leave: the one {@code Courier}, over SMTP with Jakarta Mail (Angus).
 *
 * <p>A line keeps one connection for many mails and says truthfully what became of each: the stage of the conversation,
 * not the exception, decides. Until its witness agrees to end a mail nothing can have been accepted; from then on, only
 * a reply settles it, and without one the outcome is uncertain (RFC 1047, RFC 5321 §4.1.1.4).
 *
 * <p>Mails come here as finished bytes and are not changed but for dot-stuffing. This room never retries a mail that a
 * relay may have accepted, never decides when to try again, never writes to the database, and knows nothing of issues or
 * readers.
 */
package dev.paperboy.smtp;
