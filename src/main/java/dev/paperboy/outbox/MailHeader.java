package dev.paperboy.outbox;

/** One extra header, unfolded. The courier refuses a value with CR, LF or NUL. */
public record MailHeader(String name, String value) {}
