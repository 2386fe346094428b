package dev.paperboy.issue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "entry")
class EntryRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "issue_id")
    private Long issueId;

    private int position;

    @Column(name = "paper_id")
    private String paperId;

    private String card;

    protected EntryRow() {}

    EntryRow(Long issueId, int position, String paperId, String card) {
        this.issueId = issueId;
        this.position = position;
        this.paperId = paperId;
        this.card = card;
    }

    Long issueId() {
        return issueId;
    }

    int position() {
        return position;
    }

    String paperId() {
        return paperId;
    }

    String card() {
        return card;
    }
}
