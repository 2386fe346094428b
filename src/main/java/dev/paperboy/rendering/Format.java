package dev.paperboy.rendering;

/** The two ways in which a mail says the same. */
enum Format {
    TEXT,
    HTML
}
