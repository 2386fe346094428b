package dev.paperboy.paper;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

@Entity
@Table(name = "paper")
class PaperRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "canonical_id")
    private String canonicalId;

    private String title;

    @Column(name = "abstract_text")
    private String abstractText;

    private String authors;
    private String organisation;
    private String categories;
    private String keywords;

    @Column(name = "ai_summary")
    private String aiSummary;

    private int upvotes;
    private int comments;
    private int stars;

    @Column(name = "listed_on")
    private LocalDate listedOn;

    @Column(name = "published_on")
    private LocalDate publishedOn;

    @Column(name = "page_url")
    private String pageUrl;

    @Column(name = "pdf_url")
    private String pdfUrl;

    @Column(name = "code_url")
    private String codeUrl;

    @Column(name = "project_url")
    private String projectUrl;

    @Column(name = "thumbnail_url")
    private String thumbnailUrl;

    private String source;
    private boolean invented;

    @Column(name = "author_comment")
    private String authorComment;

    @Column(name = "journal_ref")
    private String journalRef;

    private String doi;

    @Column(name = "primary_category")
    private String primaryCategory;

    @Column(name = "submitted_by")
    private String submittedBy;

    @Column(name = "author_takes_part")
    private boolean authorTakesPart;

    @Column(name = "discussion_url")
    private String discussionUrl;

    @Column(name = "media_urls")
    private String mediaUrls;

    @Column(name = "withdrawn_on")
    private LocalDate withdrawnOn;

    @Column(name = "withdrawn_by")
    private String withdrawnBy;

    @Column(name = "first_seen_at")
    private Instant firstSeenAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected PaperRow() {}

    PaperRow(Paper paper, Instant now) {
        this.canonicalId = paper.id().value();
        this.listedOn = paper.listedOn();
        this.firstSeenAt = now;
        this.changedAt = now;
        take(paper);
    }

    /**
     * Takes over what a later look says, and tells whether anything is new. The first list day stays. The source that brought the
     * paper is believed in what it says; another one only adds what was missing, and counts that are higher. A withdrawal is taken
     * back by nobody but the source that told of it.
     */
    boolean update(Paper paper, Instant now) {
        Paper before = paper();
        take(
                paper.source().equals(source)
                        ? paper.completedBy(before)
                        : before.completedBy(paper).withCountsOf(paper));
        if (paper.listedOn().isBefore(listedOn)) {
            listedOn = paper.listedOn();
        }
        if (paper.source().equals(withdrawnBy)) {
            withdrawnOn = null;
            withdrawnBy = null;
        }
        if (before.equals(paper())) {
            return false;
        }
        changedAt = now;
        return true;
    }

    /** Whether this is news. */
    boolean withdraw(LocalDate on, String by, Instant now) {
        if (withdrawnOn != null) {
            return false;
        }
        withdrawnOn = on;
        withdrawnBy = by;
        changedAt = now;
        return true;
    }

    private void take(Paper paper) {
        title = paper.title();
        abstractText = paper.abstractText();
        authors = lines(paper.authors());
        organisation = paper.organisation();
        categories = lines(paper.categories());
        keywords = lines(paper.keywords());
        aiSummary = paper.aiSummary();
        upvotes = paper.upvotes();
        comments = paper.comments();
        stars = paper.stars();
        publishedOn = paper.publishedOn();
        pageUrl = paper.links().page();
        pdfUrl = paper.links().pdf();
        codeUrl = paper.links().code();
        projectUrl = paper.links().project();
        thumbnailUrl = paper.links().thumbnail();
        source = paper.source();
        invented = paper.invented();
        authorComment = paper.facts().comment();
        journalRef = paper.facts().journal();
        doi = paper.facts().doi();
        primaryCategory = paper.facts().primaryCategory();
        submittedBy = paper.facts().submittedBy();
        authorTakesPart = paper.facts().authorTakesPart();
        discussionUrl = paper.facts().discussion();
        mediaUrls = lines(paper.facts().media());
    }

    Paper paper() {
        return new Paper(
                new PaperId(canonicalId),
                title,
                abstractText,
                list(authors),
                organisation,
                list(categories),
                list(keywords),
                aiSummary,
                upvotes,
                comments,
                stars,
                listedOn,
                publishedOn,
                new PaperLinks(pageUrl, pdfUrl, codeUrl, projectUrl, thumbnailUrl),
                source,
                invented,
                new PaperFacts(
                        authorComment,
                        journalRef,
                        doi,
                        primaryCategory,
                        submittedBy,
                        authorTakesPart,
                        discussionUrl,
                        list(mediaUrls),
                        withdrawnOn));
    }

    private static String lines(List<String> words) {
        return String.join(
                "\n", words.stream().map(word -> word.replace('\n', ' ')).toList());
    }

    private static List<String> list(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }
}
