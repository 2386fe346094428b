/**
 * What a reader can follow, and how a paper matches it.
 *
 * <p>The catalogue is the file {@code topics.yaml} on the classpath: curated words for each topic. A paper is matched
 * by its title, abstract, keywords and arXiv categories alone; the same paper and the same file always give the same
 * answer. A catalogue that is wrong stops the start.
 *
 * <p>For ranking papers within one topic there are finer weights in {@code topic-words.yaml}. Readers' own interests and
 * mutes are understood by {@link dev.paperboy.topic.Interests} and asked of each new paper by
 * {@link dev.paperboy.topic.InterestIndex}.
 *
 * <p>This room never touches the database, the clock or the network, and knows nothing of readers or papers as records.
 */
package dev.paperboy.topic;
