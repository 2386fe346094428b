/**
 * The ledger of mails and the engine that works it off. A row says who gets what; the bytes are made by a {@link
 * dev.paperboy.outbox.Composer} at the moment of sending, signed by the {@link dev.paperboy.outbox.Signer}, and leave by the {@link
 * dev.paperboy.outbox.Courier}. It knows neither papers nor topics, holds no mail, and never keeps a transaction open over the network.
 *
 * <p>States: {@code pending -> leased -> sent | failed | uncertain | skipped}, and from leased back to pending when the relay asks to
 * come again. {@code held} and {@code cancelled} are an operator's doing.
 *
 * <p>The way of a mail: a {@code Lane} (one a relay) leases due rows in batches through the {@code Supply}; each of its workers
 * composes a mail, notes in the {@code Journal} that its end is about to be written, hands it over, and gives the outcome to the {@code
 * Marks}, which write it to the ledger in batches. When the process dies, the journal tells the next start what was accepted and what
 * was not begun; at most one mail a connection is uncertain, and it is not sent again unless {@code paperboy.smtp.on-uncertain} says so.
 */
package dev.paperboy.outbox;
