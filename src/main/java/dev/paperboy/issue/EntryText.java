package dev.paperboy.issue;

import java.util.List;

/** What stands in an entry's paper, whole, to be searched. */
public record EntryText(int position, String title, String abstractText, List<String> authors, String organisation) {}
