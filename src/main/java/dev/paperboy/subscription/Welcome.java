package dev.paperboy.subscription;

/** What a new reader gets straight away. Called in the transaction that confirms them. */
public interface Welcome {

    void greet(Reader reader);
}
