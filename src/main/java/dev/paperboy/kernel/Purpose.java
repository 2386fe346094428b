package dev.paperboy.kernel;

/** What a signed link may be used for. A token made for one purpose is worthless for any other. */
public enum Purpose {
    CONFIRM,
    UNSUBSCRIBE,
    PREFERENCES,
    VIEW
}
