package dev.paperboy.paper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What sources say of a paper beside its text. What none of them says is empty.
 *
 * @param comment the authors' own note at arXiv, e.g. {@code 12 pages, accepted at a workshop}
 * @param journal where it was published, as arXiv cites it
 * @param doi of the publication, e.g. {@code 10.1000/182}; what is none is dropped
 * @param primaryCategory arXiv category in which it was submitted
 * @param submittedBy name of whoever put it on the list
 * @param authorTakesPart whether an author takes part in the discussion
 * @param discussion address of the discussion
 * @param media addresses of pictures and films, at most {@value #MOST_MEDIA}
 * @param withdrawnOn the day on which it was withdrawn, or null where it was not
 */
public record PaperFacts(
        String comment,
        String journal,
        String doi,
        String primaryCategory,
        String submittedBy,
        boolean authorTakesPart,
        String discussion,
        List<String> media,
        LocalDate withdrawnOn) {

    private static final int MOST_MEDIA = 10;

    // https://www.doi.org/doi-handbook/: the prefix, then whatever the publisher likes.
    private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/[^\\s\\p{Cntrl}]{1,250}");

    private static final Pattern BEFORE_DOI = Pattern.compile("(?i)\\A(?:https?://(?:dx\\.)?doi\\.org/|doi:\\s*)");

    // After the patterns, which it needs.
    public static final PaperFacts NONE = new PaperFacts("", "", "", "", "", false, "", List.of(), null);

    public PaperFacts {
        doi = onlyDoi(doi);
        discussion = PaperLinks.followable(discussion);
        media = media.stream()
                .map(PaperLinks::followable)
                .filter(address -> !address.isEmpty())
                .distinct()
                .limit(MOST_MEDIA)
                .toList();
    }

    /** Of several, the first. */
    private static String onlyDoi(String written) {
        String first = BEFORE_DOI
                .matcher(written.strip())
                .replaceFirst("")
                .split("\\s", 2)[0]
                .replaceFirst("[.,;]+$", "");
        return DOI.matcher(first).matches() ? first : "";
    }

    /** Where the DOI leads, or empty; what has a meaning of its own in an address is encoded, slashes are not. */
    public String doiAddress() {
        return doi.isEmpty()
                ? ""
                : "https://doi.org/"
                        + URLEncoder.encode(doi, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    /** These facts, with what they do not say themselves taken from the others. */
    PaperFacts completedBy(PaperFacts others) {
        return new PaperFacts(
                Paper.either(comment, others.comment),
                Paper.either(journal, others.journal),
                Paper.either(doi, others.doi),
                Paper.either(primaryCategory, others.primaryCategory),
                Paper.either(submittedBy, others.submittedBy),
                authorTakesPart || others.authorTakesPart,
                Paper.either(discussion, others.discussion),
                media.isEmpty() ? others.media : media,
                withdrawnOn == null ? others.withdrawnOn : withdrawnOn);
    }
}
