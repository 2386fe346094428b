package dev.paperboy.issue;

/** What became of a wish to move an issue to another status. */
public sealed interface Turn {

    record Turned(Issue issue) implements Turn {}

    /** The issue is in a status from which this cannot be done; nothing changed. */
    record NotNow(Issue issue, String reason) implements Turn {}

    record NoSuchIssue() implements Turn {}
}
