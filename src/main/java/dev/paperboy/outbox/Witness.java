package dev.paperboy.outbox;

/** Is told, on the sending thread, how far a mail has come, in time to write it down. */
public interface Witness {

    /**
     * The next write carries the end of the mail: from then on only a reply can tell whether it was accepted (RFC 5321 §4.1.1.4).
     *
     * @return whether the mail may still go; false withdraws it, and the line hangs up without having ended it
     */
    boolean mayFinish();
}
