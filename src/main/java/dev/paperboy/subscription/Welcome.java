package dev.paperboy.subscription;

/** What a new reader gets straight away. */
public interface Welcome {

    /** How greeting a reader ends. */
    enum Greeting {
        /** An issue is on its way. */
        SENT,
        /** The latest issue knows this reader from an earlier time; they go on with the next one. */
        KNOWN,
        /** There is no issue yet that holds anything for this reader, or one is being sealed; they get the first that does. */
        NOTHING_YET
    }

    /** Writes the welcome down, in the caller's transaction. */
    Greeting greet(Reader reader);

    /** How greeting this reader would end now. */
    Greeting foresee(Reader reader);
}
