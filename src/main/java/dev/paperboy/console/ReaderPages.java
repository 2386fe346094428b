package dev.paperboy.console;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Who reads. Only readers themselves change what they get. */
@Path("/console/readers")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ReaderPages {

    private static final int MOST = 200;

    private final Subscriptions subscriptions;
    private final IssueDesk desk;
    private final HomeTime time;

    ReaderPages(Subscriptions subscriptions, IssueDesk desk, HomeTime time) {
        this.subscriptions = subscriptions;
        this.desk = desk;
        this.time = time;
    }

    record readers(List<IssueDesk.Figure> counts, List<Line> readers, String address, String problem, String nobody)
            implements TemplateInstance {}

    record Line(
            String address,
            String state,
            String status,
            String until,
            String topics,
            String often,
            String at,
            String since) {}

    @GET
    public TemplateInstance list(@RestQuery Optional<String> address) {
        String typed = address.orElse("").strip();
        if (typed.isEmpty()) {
            return page(subscriptions.newest(MOST), "", "", "Nobody has signed up yet. The form is on the front page.");
        }
        Optional<EmailAddress> wanted = EmailAddress.parse(typed);
        if (wanted.isEmpty()) {
            return page(List.of(), typed, "This is not a mail address, such as ada@example.org is.", "");
        }
        return page(subscriptions.byEmail(wanted.get()).stream().toList(), typed, "", "No reader has this address.");
    }

    private readers page(List<Reader> found, String typed, String problem, String nobody) {
        return new readers(
                figures(), found.stream().map(this::line).toList(), typed, problem, found.isEmpty() ? nobody : "");
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
                reader.confirmedAt() == null ? "not yet" : time.moment(reader.confirmedAt()));
    }
}
