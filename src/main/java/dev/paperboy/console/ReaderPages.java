package dev.paperboy.console;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.ReaderImports;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Who reads, and the form for files of readers. Only readers themselves change what they get. */
@Path("/console/readers")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ReaderPages {

    private static final int MOST = 200;
    private static final int MOST_FILES = 10;

    private final Subscriptions subscriptions;
    private final ReaderImports imports;
    private final ImportDesk importDesk;
    private final IssueDesk desk;
    private final SignedIn signedIn;
    private final HomeTime time;

    ReaderPages(
            Subscriptions subscriptions,
            ReaderImports imports,
            ImportDesk importDesk,
            IssueDesk desk,
            SignedIn signedIn,
            HomeTime time) {
        this.subscriptions = subscriptions;
        this.imports = imports;
        this.importDesk = importDesk;
        this.desk = desk;
        this.signedIn = signedIn;
        this.time = time;
    }

    record readers(
            List<IssueDesk.Figure> counts,
            List<Line> readers,
            String address,
            String problem,
            String nobody,
            Files files)
            implements TemplateInstance {}

    record Line(
            String address,
            String state,
            String status,
            String until,
            String topics,
            String often,
            String at,
            String since,
            String deliveriesPath) {}

    /**
     * The part of the page about files.
     *
     * @param problem why the file that was just handed in was not taken; empty when there was none
     * @param busyPath the page of the file that has to end first; empty when there is none
     */
    record Files(
            String problem, String busyPath, String sample, String home, int hour, List<ImportDesk.Line> imports) {}

    @GET
    public TemplateInstance list(@RestQuery Optional<String> address) {
        String typed = address.orElse("").strip();
        if (typed.isEmpty()) {
            return newest("", "");
        }
        Optional<EmailAddress> wanted = EmailAddress.parse(typed);
        if (wanted.isEmpty()) {
            return page(List.of(), typed, NotAnAddress.sentence(typed), "", files("", ""));
        }
        return page(
                subscriptions.byEmail(wanted.get()).stream().toList(),
                typed,
                "",
                "No reader has this address.",
                files("", ""));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public RestResponse<TemplateInstance> takeFile(@RestForm FileUpload file) throws IOException {
        if (file == null || file.size() == 0 && file.fileName().isEmpty()) {
            return refused(422, "Choose a file first.", "");
        }
        return switch (imports.begin(file.uploadedFile(), file.fileName(), signedIn.name())) {
            case ReaderImports.Begun.Started(long id) ->
                ResponseBuilder.<TemplateInstance>create(303)
                        .header("Location", ImportDesk.path(id))
                        .build();
            case ReaderImports.Begun.Busy(long id) ->
                refused(409, "Another file is being taken in. Wait until that has ended.", ImportDesk.path(id));
            case ReaderImports.Begun.Refused(String sentence) -> refused(422, sentence, "");
        };
    }

    private RestResponse<TemplateInstance> refused(int status, String problem, String busyPath) {
        return ResponseBuilder.<TemplateInstance>create(status)
                .entity(newest(problem, busyPath))
                .build();
    }

    private readers newest(String fileProblem, String busyPath) {
        return page(
                subscriptions.newest(MOST),
                "",
                "",
                "Nobody has signed up yet. The form is on the front page.",
                files(fileProblem, busyPath));
    }

    private Files files(String problem, String busyPath) {
        return new Files(
                problem,
                busyPath,
                importDesk.sample(),
                importDesk.home(),
                Preferences.USUAL_HOUR,
                importDesk.lines(imports.newest(MOST_FILES)));
    }

    private readers page(List<Reader> found, String typed, String problem, String nobody, Files files) {
        return new readers(
                figures(),
                found.stream().map(this::line).toList(),
                typed,
                problem,
                found.isEmpty() ? nobody : "",
                files);
    }

    private List<IssueDesk.Figure> figures() {
        Map<ReaderStatus, Long> counts = subscriptions.counts();
        return Arrays.stream(ReaderStatus.values())
                .map(status -> new IssueDesk.Figure(HomeTime.number(counts.getOrDefault(status, 0L)), status.word()))
                .toList();
    }

    private Line line(Reader reader) {
        Preferences preferences = reader.preferences();
        return new Line(
                reader.email().value(),
                reader.status().word(),
                IssueDesk.capital(reader.status().word()),
                reader.pausedUntil() == null ? "" : "until " + HomeTime.day(reader.pausedUntil()),
                IssueDesk.capital(desk.names(preferences.topics())),
                preferences.frequency().label(),
                String.format(
                        "%02d:00 %s", preferences.hour(), preferences.zone().getId()),
                reader.confirmedAt() == null ? "not yet" : time.moment(reader.confirmedAt()),
                "/console/deliveries?address="
                        + URLEncoder.encode(reader.email().value(), StandardCharsets.UTF_8));
    }
}
