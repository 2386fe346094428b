package dev.paperboy.console;

import dev.paperboy.dispatch.Resend;
import dev.paperboy.dispatch.Resends;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Bundle;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryQuery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The ledger, page by page, and the two decisions that only a person can make, about one mail or about many. */
@Path("/console/deliveries")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DeliveryPages {

    private static final int MOST = 200;
    private static final int ISSUES_TO_CHOOSE_FROM = 60;
    private static final String DOUBTS = "/doubts/{issue: \\d{1,18}|" + DeliveryFilter.NOTICES + "}";
    private static final Pattern QUERY = Pattern.compile("[\\w.*%=&+-]{1,900}");

    private final Outbox outbox;
    private final Resends resends;
    private final Issues issues;
    private final Subscriptions subscriptions;
    private final IssueDesk desk;
    private final HomeTime time;
    private final PublicUrls urls;

    DeliveryPages(
            Outbox outbox,
            Resends resends,
            Issues issues,
            Subscriptions subscriptions,
            IssueDesk desk,
            HomeTime time,
            PublicUrls urls) {
        this.outbox = outbox;
        this.resends = resends;
        this.issues = issues;
        this.subscriptions = subscriptions;
        this.desk = desk;
        this.time = time;
        this.urls = urls;
    }

    record deliveries(
            List<Line> lines,
            List<Choice> statuses,
            List<Choice> issues,
            Shown shown,
            Doubts doubts,
            List<IssueDesk.Relay> relays,
            String notices,
            String done)
            implements TemplateInstance {}

    /**
     * Which part of the ledger the page shows.
     *
     * @param problem what is wrong with the address; empty when nothing is
     * @param here the query of this page
     * @param older the query of the page with older rows; empty when there are none
     * @param newest the query of the first page; empty when this is it
     */
    record Shown(String address, String problem, boolean all, String here, String older, String newest) {}

    /**
     * The mails in doubt, to be settled all at once.
     *
     * @param count how many mails, in words; empty when nothing is offered
     * @param number the same without the word
     * @param why why sending again would not be as usual; empty when it would
     * @param choose whether to say that they can be settled at once where an issue is chosen
     */
    record Doubts(String path, String count, String number, String why, boolean sendable, boolean choose) {

        static final Doubts NONE = new Doubts("", "", "", "", false, false);
        static final Doubts ELSEWHERE = new Doubts("", "", "", "", false, true);
    }

    /** @param messageId by which the relay's log may tell what became of a mail in doubt; empty for all others */
    record Line(
            long id,
            String reader,
            String mail,
            String state,
            String status,
            int attempts,
            String reply,
            String messageId,
            String when,
            boolean undecided,
            boolean sendable) {}

    record Choice(String value, String label, boolean chosen) {}

    @GET
    public TemplateInstance list(
            @RestQuery Optional<String> status,
            @RestQuery Optional<String> issue,
            @RestQuery Optional<String> address,
            @RestQuery Optional<String> before,
            @RestQuery Optional<String> mails,
            @RestQuery Optional<String> done) {
        DeliveryFilter filter = DeliveryFilter.of(status, issue, address, before);
        return switch (found(filter)) {
            case Found.Nobody(String problem) -> page(List.of(), filter, shown(filter, problem, ""), "");
            case Found.Rows(List<Delivery> rows) -> {
                List<Delivery> these = rows.subList(0, Math.min(MOST, rows.size()));
                String older =
                        rows.size() > MOST ? filter.before(these.getLast().id()).query() : "";
                yield page(
                        lines(these),
                        filter,
                        shown(filter, "", older),
                        Done.sentence(done, DeliveryFilter.number(mails)));
            }
        };
    }

    private sealed interface Found {

        /** One more than are shown, where there are more. */
        record Rows(List<Delivery> deliveries) implements Found {}

        record Nobody(String problem) implements Found {}
    }

    private Found found(DeliveryFilter filter) {
        Optional<Long> reader = Optional.empty();
        if (!filter.address().isEmpty()) {
            Optional<EmailAddress> typed = EmailAddress.parse(filter.address());
            if (typed.isEmpty()) {
                return new Found.Nobody(NotAnAddress.sentence(filter.address()));
            }
            reader = subscriptions.byEmail(typed.get()).map(Reader::id);
            if (reader.isEmpty()) {
                return new Found.Nobody("No reader has this address.");
            }
        }
        return new Found.Rows(outbox.newest(
                new DeliveryQuery(filter.statuses(), filter.bundle(), reader, filter.olderThan()), MOST + 1));
    }

    private TemplateInstance page(List<Line> lines, DeliveryFilter filter, Shown shown, String done) {
        return new deliveries(
                lines,
                statuses(filter),
                issueChoices(filter),
                shown,
                lines.isEmpty() ? Doubts.NONE : doubts(filter),
                desk.relays(),
                desk.notices(),
                done);
    }

    private Doubts doubts(DeliveryFilter filter) {
        return filter.doubted().map(this::doubts).orElse(filter.hasDoubtsOnly() ? Doubts.ELSEWHERE : Doubts.NONE);
    }

    private Doubts doubts(Bundle bundle) {
        long count = outbox.doubts(bundle);
        if (count < 2) {
            return Doubts.NONE;
        }
        Optional<IssueStatus> status =
                switch (bundle) {
                    case Bundle.OfIssue(long issueId) -> issues.find(issueId).map(Issue::status);
                    case Bundle.Notices() -> Optional.empty();
                };
        boolean cancelled = status.filter(IssueStatus.CANCELLED::equals).isPresent();
        boolean held = status.filter(IssueStatus.HELD::equals).isPresent();
        return new Doubts(
                "/console/deliveries/doubts/" + DeliveryFilter.word(bundle),
                HomeTime.mails(count),
                HomeTime.number(count),
                cancelled
                        ? "The issue is cancelled, so none of them is sent again."
                        : held ? "The issue is held, so they wait until it is sent on." : "",
                !cancelled,
                false);
    }

    private static Shown shown(DeliveryFilter filter, String problem, String older) {
        return new Shown(
                filter.address(),
                problem,
                filter.isOpen(),
                filter.query(),
                older,
                filter.olderThan().isPresent() ? filter.newest().query() : "");
    }

    private List<Line> lines(List<Delivery> deliveries) {
        Map<Long, String> readers = new HashMap<>();
        Map<Long, Issue> theirs = issues.byIds(deliveries.stream()
                .map(Delivery::issueId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return deliveries.stream()
                .map(delivery -> line(
                        delivery,
                        readers.computeIfAbsent(delivery.readerId(), this::reader),
                        Optional.ofNullable(theirs.get(delivery.issueId()))))
                .toList();
    }

    private String reader(long id) {
        return subscriptions.find(id).map(reader -> reader.email().value()).orElse("reader " + id);
    }

    private Line line(Delivery delivery, String reader, Optional<Issue> issue) {
        boolean undecided = delivery.status() == DeliveryStatus.UNCERTAIN || delivery.status() == DeliveryStatus.FAILED;
        return new Line(
                delivery.id(),
                reader,
                issue.map(IssueDesk::shortTitle)
                        .orElseGet(
                                () -> IssueDesk.capital(delivery.kind().name().toLowerCase(Locale.ROOT))),
                delivery.status().word(),
                IssueDesk.capital(delivery.status().word()),
                delivery.attempts(),
                delivery.reply(),
                delivery.status() == DeliveryStatus.UNCERTAIN ? urls.messageId(delivery.messageKey()) : "",
                when(delivery),
                undecided,
                undecided
                        && issue.map(Issue::status)
                                .filter(IssueStatus.CANCELLED::equals)
                                .isEmpty());
    }

    private String when(Delivery delivery) {
        if (delivery.finishedAt() != null) {
            return time.moment(delivery.finishedAt());
        }
        if (delivery.notBefore() == null) {
            return "";
        }
        return (time.isPast(delivery.notBefore()) ? "due since " : "due ") + time.moment(delivery.notBefore());
    }

    private static List<Choice> statuses(DeliveryFilter filter) {
        return Arrays.stream(DeliveryStatus.values())
                .map(status -> new Choice(
                        status.word(),
                        IssueDesk.capital(status.word()),
                        status.word().equals(filter.status())))
                .toList();
    }

    private List<Choice> issueChoices(DeliveryFilter filter) {
        Choice notices =
                new Choice(DeliveryFilter.NOTICES, "Notices only", DeliveryFilter.NOTICES.equals(filter.issue()));
        return Stream.concat(
                        Stream.of(notices),
                        issues.newest(ISSUES_TO_CHOOSE_FROM).stream().map(issue -> choice(issue, filter)))
                .toList();
    }

    private static Choice choice(Issue issue, DeliveryFilter filter) {
        String id = String.valueOf(issue.id());
        return new Choice(id, IssueDesk.title(issue), id.equals(filter.issue()));
    }

    @POST
    @Path(DOUBTS + "/again")
    public RestResponse<TemplateInstance> allAgain(@RestPath String issue) {
        Bundle bundle = DeliveryFilter.bundle(issue).orElseThrow(NotFoundException::new);
        return switch (resends.doubts(bundle)) {
            case Resend.Queued(long mails) -> after(bundle, mails, Done.ALL_AGAIN);
            case Resend.HadSince() -> Done.HAD_SINCE.seeOther(doubtsOf(bundle));
            case Resend.Unwelcome() -> Done.UNWELCOME.seeOther(doubtsOf(bundle));
            case Resend.Sealing() -> Done.SEALING.seeOther(doubtsOf(bundle));
            case Resend.Cancelled() -> Done.NOT_OF_CANCELLED.seeOther(doubtsOf(bundle));
        };
    }

    @POST
    @Path(DOUBTS + "/sent")
    public RestResponse<TemplateInstance> allSent(@RestPath String issue) {
        Bundle bundle = DeliveryFilter.bundle(issue).orElseThrow(NotFoundException::new);
        return after(bundle, outbox.markDoubtsSent(bundle), Done.ALL_MARKED);
    }

    private static RestResponse<TemplateInstance> after(Bundle bundle, long settled, Done done) {
        String path = doubtsOf(bundle);
        return settled > 0 ? done.seeOther(path, settled) : Done.ALL_SETTLED.seeOther(path);
    }

    /** Back to the list, where others may have come to be in doubt in the meantime. */
    private static String doubtsOf(Bundle bundle) {
        return "/console/deliveries?" + DeliveryFilter.doubts(bundle).query();
    }

    @POST
    @Path("/{id: \\d{1,18}}/again")
    public RestResponse<TemplateInstance> again(@RestPath long id, @RestForm Optional<String> here) {
        return after(
                switch (resends.one(id)) {
                    case Resend.Queued(long mails) -> mails > 0 ? Done.AGAIN : Done.CHANGED;
                    case Resend.HadSince() -> Done.HAD_SINCE;
                    case Resend.Unwelcome() -> Done.UNWELCOME;
                    case Resend.Sealing() -> Done.SEALING;
                    case Resend.Cancelled() -> Done.NOT_OF_CANCELLED;
                },
                here);
    }

    @POST
    @Path("/{id: \\d{1,18}}/sent")
    public RestResponse<TemplateInstance> sent(@RestPath long id, @RestForm Optional<String> here) {
        return after(outbox.markSent(id).isPresent() ? Done.MARKED : Done.CHANGED, here);
    }

    /** Back to the part of the ledger that the button was on. */
    private static RestResponse<TemplateInstance> after(Done done, Optional<String> here) {
        String query = here.filter(typed -> QUERY.matcher(typed).matches()).orElse("");
        return done.seeOther("/console/deliveries" + (query.isEmpty() ? "" : "?" + query));
    }
}
