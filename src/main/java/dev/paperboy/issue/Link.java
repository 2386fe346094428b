package dev.paperboy.issue;

/** A labelled address on a card, http or https. */
public record Link(String label, String url) {}
