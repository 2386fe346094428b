/**
 * How a mail looks, down to its bytes (RFC 5322). {@link dev.paperboy.rendering.MailRenderer} renders and encodes what all readers of an
 * issue share, once; {@link dev.paperboy.rendering.IssueMail} then splices each reader's mail from these pieces and a few slots.
 */
package dev.paperboy.rendering;
