package dev.paperboy.subscription;

import dev.paperboy.subscription.ReaderImport.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "reader_import_problem")
class ImportProblemRow {

    private static final int LONGEST_REASON = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "import_id")
    private Long importId;

    @Column(name = "line_number")
    private int line;

    @Column(name = "kept_out")
    private boolean keptOut;

    private String reason;

    protected ImportProblemRow() {}

    ImportProblemRow(Long importId, Problem problem) {
        this.importId = importId;
        this.line = problem.line();
        this.keptOut = problem.keptOut();
        this.reason = problem.reason().length() > LONGEST_REASON
                ? problem.reason().substring(0, LONGEST_REASON)
                : problem.reason();
    }

    Problem problem() {
        return new Problem(line, keptOut, reason);
    }
}
