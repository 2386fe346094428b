package dev.paperboy.issue;

/** How an assembly ended. */
public sealed interface Assembly {

    Issue issue();

    /** The issue is new; it may be {@link IssueStatus#EMPTY}. */
    record Assembled(Issue issue) implements Assembly {}

    /** It was there before, from an earlier call, another node or an operator; nothing changed. */
    record AlreadyThere(Issue issue) implements Assembly {}
}
