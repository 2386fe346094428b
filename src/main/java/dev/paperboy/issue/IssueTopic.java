package dev.paperboy.issue;

/** A topic as an issue knows it: what it was called when the issue was assembled. */
public record IssueTopic(String slug, String name) {}
