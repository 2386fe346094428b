/**
 * Assembles an edition, lets an operator review it, and freezes it: an issue's entries never change once they are written,
 * nor do the names of its topics. It knows no readers and sends nothing.
 *
 * <p>States: {@code draft -> approved -> sending -> sent}; {@code held} from any of the first three and back; {@code cancelled} for
 * good; {@code empty} where a day brought no papers.
 */
package dev.paperboy.issue;
