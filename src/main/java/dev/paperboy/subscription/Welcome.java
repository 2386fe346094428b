package dev.paperboy.subscription;

/** What a new reader gets straight away. */
public interface Welcome {

    /**
     * Writes the welcome down, in the caller's transaction.
     *
     * @return false when there is no issue yet that holds anything for this reader
     */
    boolean greet(Reader reader);
}
