package dev.paperboy.paper;

import java.time.LocalDate;
import java.util.List;

/**
 * One work as its sources describe it, in readable Unicode text.
 *
 * @param organisation the authors' organisation, or empty
 * @param categories arXiv categories, or empty; sources such as Daily Papers carry none
 * @param aiSummary one sentence written by a language model, to be labelled as such, or empty
 * @param upvotes count last seen; so are comments and stars; never negative
 * @param listedOn the day on whose list the paper stands
 * @param publishedOn the day of the first version, or null where the source does not say
 * @param invented a sample paper written for this project, which every page and mail must say
 */
public record Paper(
        PaperId id,
        String title,
        String abstractText,
        List<String> authors,
        String organisation,
        List<String> categories,
        List<String> keywords,
        String aiSummary,
        int upvotes,
        int comments,
        int stars,
        LocalDate listedOn,
        LocalDate publishedOn,
        PaperLinks links,
        String source,
        boolean invented) {

    public Paper {
        authors = List.copyOf(authors);
        categories = List.copyOf(categories);
        keywords = List.copyOf(keywords);
    }

    /** The same paper, marked as written for this project. */
    public Paper asInvented() {
        return new Paper(
                id,
                title,
                abstractText,
                authors,
                organisation,
                categories,
                keywords,
                aiSummary,
                upvotes,
                comments,
                stars,
                listedOn,
                publishedOn,
                links,
                source,
                true);
    }
}
