/**
 * Readers: signing up, confirming, choosing, pausing, leaving; and the notices that go with it. It never sends by itself: mails go
 * into the outbox in the transaction that made them necessary. Only a POST changes anything.
 *
 * <p>States: {@code pending -> active <-> paused}; {@code unsubscribed} from any of these, and back to pending by a new sign-up; {@code
 * suppressed} for good.
 */
package dev.paperboy.subscription;
