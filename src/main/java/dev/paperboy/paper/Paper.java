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
 * @param facts what is known beside the text
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
        boolean invented,
        PaperFacts facts) {

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
                true,
                facts);
    }

    /** The same paper, on the list of this day. */
    public Paper onListOf(LocalDate day) {
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
                day,
                publishedOn,
                links,
                source,
                invented,
                facts);
    }

    /**
     * This paper, with what it does not say itself taken from the other; its counts stay. Of two list days the first
     * counts.
     */
    public Paper completedBy(Paper other) {
        return new Paper(
                id,
                title,
                either(abstractText, other.abstractText),
                authors.isEmpty() ? other.authors : authors,
                either(organisation, other.organisation),
                categories.isEmpty() ? other.categories : categories,
                keywords.isEmpty() ? other.keywords : keywords,
                either(aiSummary, other.aiSummary),
                upvotes,
                comments,
                stars,
                other.listedOn.isBefore(listedOn) ? other.listedOn : listedOn,
                publishedOn == null ? other.publishedOn : publishedOn,
                new PaperLinks(
                        either(links.page(), other.links.page()),
                        either(links.pdf(), other.links.pdf()),
                        either(links.code(), other.links.code()),
                        either(links.project(), other.links.project()),
                        either(links.thumbnail(), other.links.thumbnail())),
                source,
                invented,
                facts.completedBy(other.facts));
    }

    static String either(String known, String other) {
        return known.isEmpty() ? other : known;
    }

    /** This paper, with the higher of each count. */
    Paper withCountsOf(Paper other) {
        return withCounts(
                Math.max(upvotes, other.upvotes), Math.max(comments, other.comments), Math.max(stars, other.stars));
    }

    /** This paper, as it stood with these counts. */
    public Paper withCounts(int otherUpvotes, int otherComments, int otherStars) {
        return new Paper(
                id,
                title,
                abstractText,
                authors,
                organisation,
                categories,
                keywords,
                aiSummary,
                otherUpvotes,
                otherComments,
                otherStars,
                listedOn,
                publishedOn,
                links,
                source,
                invented,
                facts);
    }
}
