package dev.paperboy.subscription;

/** How pressing the confirm button ended. */
public sealed interface Confirmation {

    /** @param greeting whether an issue is on its way now */
    record Confirmed(Reader reader, Welcome.Greeting greeting) implements Confirmation {}

    /** Pressed twice, or the link was used before; nothing changed. */
    record AlreadyReading(Reader reader) implements Confirmation {}

    /** The reader has left since; only a new sign-up brings them back. */
    record HasLeft(Reader reader) implements Confirmation {}

    record UnknownLink() implements Confirmation {}
}
