package dev.paperboy.issue;

/** How much time an issue covers. */
public enum IssueKind {
    DAILY,
    WEEKLY
}
