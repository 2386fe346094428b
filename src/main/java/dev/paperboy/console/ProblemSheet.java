package dev.paperboy.console;

import dev.paperboy.subscription.ReaderImport.Problem;
import dev.paperboy.subscription.ReaderImports;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** All rows of a file of readers that were not taken, for a spreadsheet: those at fault, then those kept out. */
@ApplicationScoped
class ProblemSheet {

    private static final int PIECE = 2_000;

    /** By this mark spreadsheets know a CSV file for UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Where a cell may begin for a spreadsheet, whatever it takes for a separator, and would be reckoned: somebody else wrote what
     * stands there. The second four are the wide letters of East Asia.
     */
    private static final Pattern FORMULA = Pattern.compile("(?<=^|[,;\"])(?=\\s*[=+\\-@＝＋－＠])");

    private final ReaderImports imports;

    ProblemSheet(ReaderImports imports) {
        this.imports = imports;
    }

    /** Piece by piece, for a file may have a million of them. */
    void write(long importId, OutputStream target) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        out.append(BYTE_ORDER_MARK).append("line,email,reason\r\n");
        for (boolean keptOut : new boolean[] {false, true}) {
            List<Problem> piece = imports.problems(importId, keptOut, 0, PIECE);
            while (!piece.isEmpty()) {
                for (Problem problem : piece) {
                    out.append(line(problem));
                }
                piece = imports.problems(importId, keptOut, piece.getLast().line(), PIECE);
            }
        }
        out.flush();
    }

    private static String line(Problem problem) {
        return problem.line() + "," + cell(problem.typed()) + "," + cell(problem.reason()) + "\r\n";
    }

    static String cell(String text) {
        return '"' + FORMULA.matcher(text).replaceAll("'").replace("\"", "\"\"") + '"';
    }
}
