package dev.paperboy.console;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The ledger's newest rows, and the two decisions that only a person can make. */
@Path("/console/deliveries")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DeliveryPages {

    private static final int MOST = 200;
    private static final int ISSUES_TO_CHOOSE_FROM = 60;

    private final Outbox outbox;
    private final Issues issues;
    private final Subscriptions subscriptions;
    private final HomeTime time;

    DeliveryPages(Outbox outbox, Issues issues, Subscriptions subscriptions, HomeTime time) {
        this.outbox = outbox;
        this.issues = issues;
        this.subscriptions = subscriptions;
        this.time = time;
    }

    record deliveries(
            List<Line> lines, List<Choice> statuses, List<Choice> issues, String status, String issue, String done)
            implements TemplateInstance {}

    record Line(
            long id,
            String reader,
            String mail,
            String state,
            String status,
            int attempts,
            String reply,
            String when,
            boolean undecided) {}

    record Choice(String value, String label, boolean chosen) {}

    @GET
    public TemplateInstance list(
            @RestQuery Optional<String> status, @RestQuery Optional<String> issue, @RestQuery Optional<String> done) {
        Filter filter = filter(status, issue);
        List<Line> lines = lines(outbox.newest(filter.statuses(), filter.issueId(), MOST));
        return new deliveries(
                lines, statuses(filter), issueChoices(filter), filter.status(), filter.issue(), Done.sentence(done));
    }

    private List<Line> lines(List<Delivery> deliveries) {
        Map<Long, String> readers = new HashMap<>();
        Map<Long, String> mails = new HashMap<>();
        return deliveries.stream()
                .map(delivery -> line(
                        delivery,
                        readers.computeIfAbsent(delivery.readerId(), this::reader),
                        delivery.issueId() == null
                                ? IssueDesk.capital(delivery.kind().name().toLowerCase(Locale.ROOT))
                                : mails.computeIfAbsent(delivery.issueId(), this::mail)))
                .toList();
    }

    private String reader(long id) {
        return subscriptions.find(id).map(reader -> reader.email().value()).orElse("reader " + id);
    }

    private String mail(long issueId) {
        return issues.find(issueId).map(IssueDesk::shortTitle).orElse("issue " + issueId);
    }

    private Line line(Delivery delivery, String reader, String mail) {
        return new Line(
                delivery.id(),
                reader,
                mail,
                delivery.status().word(),
                IssueDesk.capital(delivery.status().word()),
                delivery.attempts(),
                delivery.reply(),
                when(delivery),
                delivery.status() == DeliveryStatus.UNCERTAIN || delivery.status() == DeliveryStatus.FAILED);
    }

    private String when(Delivery delivery) {
        if (delivery.finishedAt() != null) {
            return time.moment(delivery.finishedAt());
        }
        return delivery.notBefore() == null ? "" : "due " + time.moment(delivery.notBefore());
    }

    private static List<Choice> statuses(Filter filter) {
        return Arrays.stream(DeliveryStatus.values())
                .map(status -> new Choice(
                        status.word(),
                        IssueDesk.capital(status.word()),
                        status.word().equals(filter.status())))
                .toList();
    }

    private List<Choice> issueChoices(Filter filter) {
        return issues.newest(ISSUES_TO_CHOOSE_FROM).stream()
                .map(issue -> choice(issue, filter))
                .toList();
    }

    private static Choice choice(Issue issue, Filter filter) {
        String id = String.valueOf(issue.id());
        return new Choice(id, IssueDesk.title(issue), id.equals(filter.issue()));
    }

    @POST
    @Path("/{id: \\d{1,18}}/again")
    public RestResponse<TemplateInstance> again(
            @RestPath long id, @RestForm Optional<String> status, @RestForm Optional<String> issue) {
        return after(outbox.sendAgain(id), Done.AGAIN, filter(status, issue));
    }

    @POST
    @Path("/{id: \\d{1,18}}/sent")
    public RestResponse<TemplateInstance> sent(
            @RestPath long id, @RestForm Optional<String> status, @RestForm Optional<String> issue) {
        return after(outbox.markSent(id), Done.MARKED, filter(status, issue));
    }

    private static RestResponse<TemplateInstance> after(Optional<Delivery> decided, Done done, Filter filter) {
        return (decided.isPresent() ? done : Done.CHANGED)
                .seeOther("/console/deliveries?status=" + filter.status() + "&issue=" + filter.issue());
    }

    /** Words that mean nothing are left out of the filter, so that an old address still shows a page. */
    private static Filter filter(Optional<String> status, Optional<String> issue) {
        return new Filter(
                status.flatMap(word -> Arrays.stream(DeliveryStatus.values())
                        .filter(known -> known.word().equals(word))
                        .findFirst()),
                issue.filter(typed -> typed.matches("\\d{1,18}")).map(Long::valueOf));
    }

    private record Filter(Optional<DeliveryStatus> only, Optional<Long> ofIssue) {

        List<DeliveryStatus> statuses() {
            return only.map(List::of).orElse(List.of(DeliveryStatus.values()));
        }

        Long issueId() {
            return ofIssue.orElse(null);
        }

        String status() {
            return only.map(DeliveryStatus::word).orElse("");
        }

        String issue() {
            return ofIssue.map(String::valueOf).orElse("");
        }
    }
}
