package dev.paperboy.outbox;

import java.util.List;

/** Writes down how a worker's mails end, each into the marks and, with that, into the journal, where its slot is told of it. */
final class Results {

    private final Marks marks;
    private final Verdicts verdicts;
    private final BeingHeld beingHeld;

    Results(Marks marks, Verdicts verdicts, BeingHeld beingHeld) {
        this.marks = marks;
        this.verdicts = verdicts;
        this.beingHeld = beingHeld;
    }

    /** It was never handed over. */
    void settled(Delivery delivery, Mark mark, Journal.Slot slot) {
        note(delivery, mark, null, Ending.NOT_ACCEPTED);
        slot.noted();
    }

    /** The relay has answered, or has not. */
    void ended(Delivery delivery, RelayHealth.Judgement judgement, Journal.Slot slot) {
        DeliveryOutcome outcome = judgement.outcome();
        List<Marks.Note> wronged = judgement.wronged().stream()
                .map(former -> new Marks.Note(
                        former.delivery(), verdicts.on(former.delivery(), outcome), former.refused(), List.of()))
                .toList();
        beingHeld.learn(delivery, outcome);
        marks.add(new Marks.Note(delivery, verdicts.on(delivery, outcome), outcome, wronged), Ending.of(outcome));
        slot.noted();
    }

    /** No relay was asked, so that it says nothing about any. */
    void unsendable(Delivery delivery, IllegalArgumentException why, Journal.Slot slot) {
        ended(
                delivery,
                new DeliveryOutcome.Refused("cannot be sent as a mail: " + why.getMessage(), Refusal.MAIL),
                slot);
    }

    /** A bug, or a lack of memory: nobody else can tell how far this mail came, and the slot is wanted for the next. */
    void stumbled(Delivery delivery, Throwable broken, Journal.Slot slot) {
        ended(
                delivery,
                slot.mayHaveEnded()
                        ? new DeliveryOutcome.Uncertain("We stumbled while this mail was on its way (" + broken
                                + "). It may or may not have been accepted.")
                        : new DeliveryOutcome.BrokenOff(
                                "We stumbled before this mail was on its way (" + broken + ")."),
                slot);
    }

    private void ended(Delivery delivery, DeliveryOutcome outcome, Journal.Slot slot) {
        note(delivery, verdicts.on(delivery, outcome), outcome, Ending.of(outcome));
        slot.noted();
    }

    private void note(Delivery delivery, Mark mark, DeliveryOutcome outcome, Ending ending) {
        marks.add(new Marks.Note(delivery, mark, outcome, List.of()), ending);
    }
}
