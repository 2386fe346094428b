package dev.paperboy.issue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "issue")
class IssueRow {

    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_REMARK = 300;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private IssueKind kind;

    @Column(name = "issue_date")
    private LocalDate date;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private IssueStatus status;

    private int papers;
    private String note;
    private String remark = "";

    private int most;

    /** Empty in issues of earlier versions. */
    private String topics;

    @Column(name = "assembled_at")
    private Instant assembledAt;

    @Column(name = "sealed_at")
    private Instant sealedAt;

    private boolean withdrawn;

    protected IssueRow() {}

    IssueRow(IssueKind kind, LocalDate date, int papers, int most, String topics, Shortfall lacking, Instant now) {
        this.kind = kind;
        this.date = date;
        fill(papers, most, topics, lacking, now);
    }

    void fill(int found, int each, String followable, Shortfall lacking, Instant now) {
        papers = found;
        most = each;
        topics = followable;
        assembledAt = now;
        if (found == 0) {
            turn(IssueStatus.EMPTY, lacking.ifEmpty().isEmpty() ? withoutNews() : lacking.ifEmpty(), now);
        } else {
            remark = shortened(lacking.remark(), LONGEST_REMARK);
            turn(lacking.hold().isEmpty() ? IssueStatus.DRAFT : IssueStatus.HELD, lacking.hold(), now);
        }
    }

    private String withoutNews() {
        return kind == IssueKind.DAILY
                ? "a quiet day: no new papers were listed"
                : "no papers were listed in this week";
    }

    void turn(IssueStatus next, String why, Instant now) {
        if (next == IssueStatus.SENDING && sealedAt == null) {
            sealedAt = now;
        }
        status = next;
        note = shortened(why, LONGEST_NOTE);
    }

    private static String shortened(String words, int most) {
        return words.length() > most ? words.substring(0, most) : words;
    }

    /** Nobody has had it, and nobody will. */
    void withdraw() {
        withdrawn = true;
    }

    boolean isPublished() {
        return sealedAt != null && !withdrawn;
    }

    boolean isSealed() {
        return sealedAt != null;
    }

    Long id() {
        return id;
    }

    String topics() {
        return topics;
    }

    Instant assembledAt() {
        return assembledAt;
    }

    Issue issue() {
        return new Issue(id, kind, date, status, papers, note, remark, most);
    }
}
