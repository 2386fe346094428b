package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import java.time.LocalDate;
import java.util.List;

/** What a source may ask about the papers that were taken before. */
interface KnownPapers {

    boolean knows(PaperId id);

    /** Papers of these days, both included. */
    List<Paper> listedBetween(LocalDate first, LocalDate last);

    static KnownPapers of(Papers papers) {
        return new KnownPapers() {
            @Override
            public boolean knows(PaperId id) {
                return papers.find(id).isPresent();
            }

            @Override
            public List<Paper> listedBetween(LocalDate first, LocalDate last) {
                return papers.listedBetween(first, last);
            }
        };
    }
}
