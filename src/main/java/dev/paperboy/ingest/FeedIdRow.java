package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

@Entity
@Table(name = "feed_id")
class FeedIdRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String feed;

    @Column(name = "paper_id")
    private String paperId;

    @Column(name = "first_seen_on")
    private LocalDate firstSeenOn;

    protected FeedIdRow() {}

    FeedIdRow(String feed, PaperId paper, LocalDate firstSeenOn) {
        this.feed = feed;
        this.paperId = paper.value();
        this.firstSeenOn = firstSeenOn;
    }

    PaperId paper() {
        return new PaperId(paperId);
    }

    LocalDate firstSeenOn() {
        return firstSeenOn;
    }
}
