package dev.paperboy.console;

import dev.paperboy.dkim.DnsRecord;
import dev.paperboy.dkim.Doctor;
import dev.paperboy.dkim.Finding;
import dev.paperboy.kernel.EmailAddress;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** What receivers need to believe our mails: the records to publish, whether they are there, and a mail to try it with. */
@Path("/console/doctor")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DoctorPages {

    private final Doctor doctor;
    private final TestMail testMail;
    private final HomeTime time;
    private final Clock clock;

    DoctorPages(Doctor doctor, TestMail testMail, HomeTime time, Clock clock) {
        this.doctor = doctor;
        this.testMail = testMail;
        this.time = time;
        this.clock = clock;
    }

    /** @param sender null when nothing is wrong with the sender */
    record doctor(String signing, Line sender, List<Entry> records, List<String> remarks, Check check, Test test)
            implements TemplateInstance {}

    record Entry(String name, String type, String note, String zoneLine) {}

    /** @param when the DNS was asked */
    record Check(String when, List<Line> lines) {}

    /** @param state the colour of the verdict */
    record Line(String subject, String state, String verdict, String says, String next) {}

    /**
     * The form for a test mail.
     *
     * @param problem what is wrong with the address; empty when nothing is
     * @param answer null while nothing was sent
     */
    record Test(String to, String problem, TestMail.Answer answer) {}

    @GET
    public TemplateInstance show() {
        return page(null, new Test("", "", null));
    }

    private TemplateInstance page(Check check, Test test) {
        return new doctor(
                doctor.signing(),
                doctor.senderProblem().map(DoctorPages::line).orElse(null),
                doctor.records().stream().map(DoctorPages::entry).toList(),
                doctor.remarks(),
                check,
                test);
    }

    private static Entry entry(DnsRecord record) {
        return new Entry(record.name(), record.type(), record.note(), record.zoneLine());
    }

    /** A form, because it asks servers elsewhere; it changes nothing, so the answer may be asked for again. */
    @POST
    @Path("/check")
    public TemplateInstance check() {
        List<Line> lines = doctor.check().stream().map(DoctorPages::line).toList();
        return page(new Check(time.moment(clock.instant()), lines), new Test("", "", null));
    }

    private static Line line(Finding finding) {
        return switch (finding.verdict()) {
            case GOOD -> line(finding, "active");
            case WRONG, MISSING -> line(finding, "failed");
            case NO_ANSWER -> line(finding, "held");
        };
    }

    private static Line line(Finding finding, String state) {
        String word = finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Line(finding.subject(), state, IssueDesk.capital(word), finding.says(), finding.next());
    }

    @POST
    @Path("/test")
    public RestResponse<TemplateInstance> test(@RestForm Optional<String> to) {
        String typed = to.orElse("").strip();
        Optional<EmailAddress> address = EmailAddress.parse(typed);
        if (address.isEmpty()) {
            return tested(422, new Test(typed, NotAnAddress.sentence(typed), null));
        }
        TestMail.Answer answer = testMail.send(address.get());
        return tested(answer.accepted() ? 200 : 422, new Test(typed, "", answer));
    }

    private RestResponse<TemplateInstance> tested(int status, Test test) {
        return ResponseBuilder.<TemplateInstance>create(status)
                .entity(page(null, test))
                .build();
    }
}
