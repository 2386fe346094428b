/**
 * What a reader can follow, and how a paper matches it.
 *
 * <p>The catalogue is the file {@code topics.yaml} on the classpath: curated terms for each topic, to which {@code topic-words.yaml} adds
 * learnt words for some of them. Each topic is a query that is stored once and asked of each new paper: by its title, abstract, keywords
 * and arXiv categories alone, so that the same paper and the same files always give the same answer. The score of a match is what
 * papers are ranked by. A catalogue that is wrong stops the start.
 *
 * <p>Readers' own interests and mutes are stored queries too: {@link dev.paperboy.topic.Interests} understands them, and
 * {@link dev.paperboy.topic.InterestIndex} asks them of papers.
 *
 * <p>This room never touches the database, the clock or the network, and knows nothing of readers or papers as records.
 */
package dev.paperboy.topic;
