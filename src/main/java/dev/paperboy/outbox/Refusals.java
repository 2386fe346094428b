package dev.paperboy.outbox;

/** Is told of refusals that mean more than one mail. */
public interface Refusals {

    /** The address will never take mail: it is not written to again. */
    void addressIsGone(long readerId, String reply);

    /** A relay said so of everybody, so that it was not the address. */
    void addressIsThereAfterAll(long readerId, String reply);

    /** A mail of this issue waits until an operator has decided. */
    void mailWaits(long issueId);

    /** The relay refuses an issue for who we are or what we send, so it would refuse everybody's. */
    void issueIsRefused(long issueId, String reply);

    /** One mail of this issue after the other could not be composed or signed, so that nobody would get it. */
    void issueCannotBeMade(long issueId, String why);
}
