/**
 * The ledger of mails and the engine that works it off. A row says who gets what; the bytes are made by a {@link
 * dev.paperboy.outbox.Composer} at the moment of sending and leave by the {@link dev.paperboy.outbox.Courier}. It knows neither
 * papers nor topics, holds no mail, and never keeps a transaction open over the network.
 *
 * <p>States: {@code pending -> leased -> sent | failed | uncertain | skipped}, and from leased back to pending when the relay asks to
 * come again. {@code held} and {@code cancelled} are an operator's doing. What a process had leased when it died is uncertain: it is
 * not sent again unless {@code paperboy.smtp.on-uncertain} says so.
 */
package dev.paperboy.outbox;
