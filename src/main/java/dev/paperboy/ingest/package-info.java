/**
 * Reads sources on a schedule, turns what they hold into readable papers, and hands those over. Each look is a run, with what was
 * read, added, changed and rejected, and why. A source that is broken never stops the others. It ranks nothing and knows no issue.
 */
package dev.paperboy.ingest;
