package dev.paperboy.topic;

import java.util.List;

/**
 * Something a reader can follow.
 *
 * @param slug kebab-case, unique, part of URLs and stored preferences: never change one that readers follow
 * @param name as shown to readers, in sentence case
 * @param description one short sentence
 * @param terms curated words and phrases, spelt as shown to readers ("tool use", "LLM"); matched without regard to case
 * @param categories arXiv categories that mostly belong to the topic ("cs.RO"); may be empty
 */
public record Topic(String slug, String name, String description, List<String> terms, List<String> categories) {
    public Topic {
        terms = List.copyOf(terms);
        categories = List.copyOf(categories);
    }
}
