/**
 * Assembles an edition, lets an operator review it, and freezes it: an issue's entries never change once they are written,
 * nor do the names of its topics. It knows no readers and sends nothing.
 *
 * <p>States: {@code draft -> sending -> sent}, the first step in the transaction that fixes the audience; {@code held} from either of the
 * first two and back; {@code cancelled} for good; {@code empty} where a day brought no papers.
 */
package dev.paperboy.issue;
