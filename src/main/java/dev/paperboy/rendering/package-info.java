/**
 * How a mail looks. {@link dev.paperboy.rendering.MailRenderer} renders what all readers of an issue share once;
 * {@link dev.paperboy.rendering.IssueMail} then puts each reader's mail together without rendering again.
 */
package dev.paperboy.rendering;
