package dev.paperboy.outbox;

/** Is told of refusals that mean more than one mail. */
public interface Refusals {

    /** The address will never take mail: it is not written to again. */
    void addressIsGone(long readerId, String reply);

    /** The relay refuses an issue for who we are or what we send, so it would refuse everybody's. */
    void issueIsRefused(long issueId, String reply);
}
