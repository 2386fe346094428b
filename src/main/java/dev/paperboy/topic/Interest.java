package dev.paperboy.topic;

import org.apache.lucene.search.Query;

/** What became of an interest or a mute that a reader typed. */
public sealed interface Interest {
    /** It can be stored and matched. */
    record Understood(String typed, Query query) implements Interest {}

    /** It cannot; {@code sentence} tells the reader why, and what to do. */
    record Broken(String typed, String sentence) implements Interest {}
}
