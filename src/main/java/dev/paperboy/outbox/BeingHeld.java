package dev.paperboy.outbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issues that a relay has just refused for who we are, until that has been acted on. A mail of theirs that was begun meanwhile would be
 * refused for the same reason, and have used up what it is granted for a refusal of its own.
 */
final class BeingHeld {

    private final Set<Long> issues = ConcurrentHashMap.newKeySet();

    void learn(Delivery delivery, DeliveryOutcome outcome) {
        if (isAboutItsIssue(delivery, outcome)) {
            issues.add(delivery.issueId());
        }
    }

    void actedOn(Delivery delivery, DeliveryOutcome outcome) {
        if (isAboutItsIssue(delivery, outcome)) {
            issues.remove(delivery.issueId());
        }
    }

    boolean has(Delivery delivery) {
        return delivery.issueId() != null && !issues.isEmpty() && issues.contains(delivery.issueId());
    }

    private static boolean isAboutItsIssue(Delivery delivery, DeliveryOutcome outcome) {
        return delivery.issueId() != null
                && outcome instanceof DeliveryOutcome.Refused refused
                && refused.why() == Refusal.POLICY;
    }
}
