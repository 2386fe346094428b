package dev.paperboy;

import dev.paperboy.console.TestMail;
import dev.paperboy.dkim.DnsRecord;
import dev.paperboy.dkim.Doctor;
import dev.paperboy.dkim.Finding;
import dev.paperboy.dkim.Finding.Verdict;
import dev.paperboy.kernel.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The doctor in a terminal. It works beside a Paperboy that runs in the same folder, and before the first one has. */
@ApplicationScoped
class DoctorCommand {

    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final int WIDTH = 100;
    private static final String INDENT = " ".repeat(11);

    private final Doctor doctor;
    private final TestMail testMail;

    DoctorCommand(Doctor doctor, TestMail testMail) {
        this.doctor = doctor;
        this.testMail = testMail;
    }

    /**
     * Called before anything has started: this process takes no port, opens no database, runs no schedule and writes nothing
     * to the data directory, whatever the settings say; only the report goes to standard output.
     */
    static void standAside() {
        Map.ofEntries(
                        Map.entry("quarkus.http.host-enabled", "false"),
                        Map.entry("quarkus.http.domain-socket", "false"),
                        Map.entry("quarkus.http.body.uploads-directory", System.getProperty("java.io.tmpdir")),
                        Map.entry("paperboy.mailbox.listen", "false"),
                        Map.entry("quarkus.scheduler.enabled", "false"),
                        Map.entry("quarkus.flyway.migrate-at-start", "false"),
                        Map.entry("quarkus.hibernate-orm.database.start-offline", "true"),
                        Map.entry("quarkus.hibernate-orm.schema-management.strategy", "none"),
                        Map.entry("quarkus.datasource.jdbc.initial-size", "0"),
                        Map.entry("quarkus.datasource.jdbc.min-size", "0"),
                        // Else one is made and kept. No link is signed here.
                        Map.entry("paperboy.secret", UUID.randomUUID().toString()),
                        Map.entry("quarkus.log.level", "WARN"),
                        Map.entry("quarkus.log.console.stderr", "true"))
                .forEach(System::setProperty);
    }

    /** Returns the exit code: 0 when nothing that was looked at is wrong, missing or unknown. */
    int run(CommandLine.Doctor asked, PrintStream out) {
        out.println(doctor.signing() + ".");
        boolean well = true;
        if (asked.check() || asked.test().isEmpty()) {
            printRecords(out);
        }
        if (asked.check()) {
            well = printFindings(doctor.check(), out);
        }
        if (asked.test().isPresent()) {
            well &= printTest(asked.test().get(), out);
        }
        out.flush();
        return well ? WELL : NOT_WELL;
    }

    private void printRecords(PrintStream out) {
        doctor.senderProblem().ifPresent(problem -> {
            out.println();
            out.println(wrapped("", problem.says() + ". " + problem.next() + "."));
        });
        if (!doctor.records().isEmpty()) {
            out.println("\nRecords to publish, as lines of a zone file:");
        }
        for (DnsRecord record : doctor.records()) {
            out.println();
            out.println(wrapped("; ", record.note()));
            out.println(record.zoneLine());
        }
        if (!doctor.remarks().isEmpty()) {
            out.println("\nWhat has to hold too:");
        }
        for (String remark : doctor.remarks()) {
            out.println();
            out.println(wrapped("", remark));
        }
    }

    private static boolean printFindings(List<Finding> findings, PrintStream out) {
        out.println("\nWhat the DNS says:");
        for (Finding finding : findings) {
            out.printf("%n%-11s%s%n", word(finding.verdict()), finding.subject());
            out.println(wrapped(INDENT, finding.says() + "."));
            if (!finding.next().isEmpty()) {
                out.println(wrapped(INDENT, "Next: " + finding.next() + "."));
            }
        }
        long ill = findings.stream()
                .filter(finding -> finding.verdict() != Verdict.GOOD)
                .count();
        out.println(ill == 0 ? "\nAll is well." : "\n" + ill + " of " + findings.size() + " need your attention.");
        return ill == 0;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private boolean printTest(EmailAddress to, PrintStream out) {
        out.println("\nTest mail to " + to + ":\n");
        TestMail.Answer answer = testMail.send(to);
        out.println(wrapped("", answer.says()));
        out.println(wrapped("", answer.next()));
        return answer.accepted();
    }

    /** Long words stay whole, because somebody will copy them. */
    private static String wrapped(String indent, String text) {
        StringBuilder lines = new StringBuilder(indent);
        int column = indent.length();
        for (String word : text.split(" ")) {
            if (column > indent.length() && column + word.length() > WIDTH) {
                lines.append(System.lineSeparator()).append(indent);
                column = indent.length();
            }
            boolean first = column == indent.length();
            lines.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
        }
        return lines.toString();
    }
}
