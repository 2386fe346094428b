/**
 * The mailbox inside this process: while no relay is set, it takes our mail over real SMTP, keeps it as files, and shows
 * it to whoever sits at this machine.
 *
 * <p>It is for trying out and for tests. It never passes a mail on, never listens or answers beyond the loopback
 * interface, and does not exist when a relay is set. A mail is answered with 250 only once its file is safely on disk.
 */
package dev.paperboy.mailbox;
