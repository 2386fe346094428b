package dev.paperboy.console;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.dispatch.Previews;
import dev.paperboy.issue.Assembly;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.outbox.Outbox;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The issues, and everything an operator decides about one. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class IssueDeskPages {

    /** {@code 2026-11-23} or {@code weekly/2026-11-28}. */
    static final String EDITION = "/issues/{edition: (?:weekly/)?\\d{4}-\\d{2}-\\d{2}}";

    private static final String WEEKLY = "weekly/";
    private static final int LONGEST_REASON = 300;

    private final Issues issues;
    private final Outbox outbox;
    private final Dispatch dispatch;
    private final Previews previews;
    private final TestMail testMail;
    private final IssueDesk desk;
    private final SignedIn signedIn;
    private final HomeTime time;

    IssueDeskPages(
            Issues issues,
            Outbox outbox,
            Dispatch dispatch,
            Previews previews,
            TestMail testMail,
            IssueDesk desk,
            SignedIn signedIn,
            HomeTime time) {
        this.issues = issues;
        this.outbox = outbox;
        this.dispatch = dispatch;
        this.previews = previews;
        this.testMail = testMail;
        this.desk = desk;
        this.signedIn = signedIn;
        this.time = time;
    }

    /** @param assembled whether today's issue is there, so that nobody has to make it */
    record issues(
            List<IssueDesk.Line> issues,
            List<IssueDesk.Relay> relays,
            String notices,
            boolean assembled,
            String next,
            String done)
            implements TemplateInstance {}

    record issue(
            IssueDesk.View issue,
            Words words,
            List<IssueDesk.TopicBox> topics,
            List<IssueDesk.Relay> relays,
            String done)
            implements TemplateInstance {}

    @GET
    @Path("/issues")
    public TemplateInstance list(@RestQuery Optional<String> done) {
        String next = dispatch.nextAssembly()
                .map(when -> time.moment(when.toInstant()))
                .orElse("");
        return new issues(
                desk.newest(), desk.relays(), desk.notices(), dispatch.hasTodaysIssue(), next, Done.sentence(done));
    }

    @POST
    @Path("/relay/try")
    public RestResponse<TemplateInstance> tryRelay() {
        outbox.tryRelaysNow();
        return Done.RELAY.seeOther("/console/issues");
    }

    @POST
    @Path("/issues/assemble")
    public RestResponse<TemplateInstance> assemble() {
        return switch (dispatch.assembleToday()) {
            case Assembly.Assembled(Issue issue) -> Done.ASSEMBLED.seeOther(IssueDesk.path(issue));
            case Assembly.AlreadyThere(Issue issue) -> Done.ALREADY.seeOther(IssueDesk.path(issue));
        };
    }

    @GET
    @Path(EDITION)
    public TemplateInstance show(
            @RestPath String edition,
            @RestQuery List<String> topic,
            @RestQuery Optional<String> reader,
            @RestQuery Optional<String> done) {
        Issue issue = find(issues, edition);
        List<String> topics = desk.known(topic == null ? List.of() : topic);
        return page(issue, Words.preview(topics, reader.orElse(""), ""), Done.sentence(done));
    }

    private TemplateInstance page(Issue issue, Words words, String done) {
        return new issue(desk.view(issue), words, desk.boxes(words.topics()), desk.relays(), done);
    }

    @POST
    @Path(EDITION + "/test")
    public RestResponse<TemplateInstance> test(
            @RestPath String edition, @RestForm Optional<String> to, @RestForm List<String> topic) {
        Issue issue = find(issues, edition);
        List<String> topics = desk.known(topic == null ? List.of() : topic);
        String typed = to.orElse("").strip();
        Optional<EmailAddress> address = EmailAddress.parse(typed);
        if (address.isEmpty()) {
            return again(issue, Words.test(topics, typed, NotAnAddress.sentence(typed), ""));
        }
        Optional<Outbox.Tried> tried = previews.sendTest(issue.id(), topics, address.get());
        if (tried.isEmpty()) {
            return again(issue, Words.test(topics, typed, "No paper matches these topics; nothing was sent.", ""));
        }
        TestMail.Answer answer = testMail.answer(tried.get());
        return answer.accepted()
                ? testMail.accepted().seeOther(IssueDesk.path(issue))
                : again(issue, Words.test(topics, typed, answer.says(), answer.next()));
    }

    private RestResponse<TemplateInstance> again(Issue issue, Words words) {
        return ResponseBuilder.<TemplateInstance>create(422)
                .entity(page(issue, words, ""))
                .build();
    }

    @POST
    @Path(EDITION + "/send")
    public RestResponse<TemplateInstance> send(@RestPath String edition) {
        Issue issue = find(issues, edition);
        return after(issue, dispatch.send(issue.id()), Done.SENT);
    }

    @POST
    @Path(EDITION + "/hold")
    public RestResponse<TemplateInstance> hold(@RestPath String edition, @RestForm Optional<String> why) {
        Issue issue = find(issues, edition);
        String reason = why.orElse("").strip();
        if (reason.isEmpty()) {
            return again(issue, Words.hold(reason, "Say why, for whoever opens this issue next. Nothing was changed."));
        }
        if (reason.length() > LONGEST_REASON) {
            return again(issue, Words.hold(reason, "At most " + LONGEST_REASON + " characters. Nothing was changed."));
        }
        return after(issue, dispatch.hold(issue.id(), reason + " (" + signedIn.name() + ")"), Done.HELD);
    }

    @POST
    @Path(EDITION + "/cancel")
    public RestResponse<TemplateInstance> cancel(@RestPath String edition) {
        Issue issue = find(issues, edition);
        return after(issue, dispatch.cancel(issue.id(), "cancelled by " + signedIn.name()), Done.CANCELLED);
    }

    private RestResponse<TemplateInstance> after(Issue before, Turn turn, Done done) {
        return switch (turn) {
            // Sending may end in a held issue, when a mail cannot be made; its note says why.
            case Turn.Turned(Issue issue)
            when done == Done.SENT && issue.status() == IssueStatus.HELD ->
                conflict(issue, "The issue was held and nothing was sent: " + issue.note());
            case Turn.Turned(Issue issue) -> done.seeOther(IssueDesk.path(issue));
            case Turn.NotNow(Issue issue, String reason) -> conflict(issue, reason);
            case Turn.NoSuchIssue none -> throw new NotFoundException();
        };
    }

    private RestResponse<TemplateInstance> conflict(Issue issue, String problem) {
        return ResponseBuilder.<TemplateInstance>create(409)
                .entity(page(issue, Words.problem(problem), ""))
                .build();
    }

    /** The issue that a path names; anything else is a page that does not exist. */
    static Issue find(Issues issues, String edition) {
        IssueKind kind = edition.startsWith(WEEKLY) ? IssueKind.WEEKLY : IssueKind.DAILY;
        try {
            LocalDate date = LocalDate.parse(kind == IssueKind.WEEKLY ? edition.substring(WEEKLY.length()) : edition);
            return issues.find(kind, date).orElseThrow(NotFoundException::new);
        } catch (DateTimeException noSuchDay) {
            throw new NotFoundException();
        }
    }

    /**
     * What was typed into the forms of an issue's page, and what is wrong with it.
     *
     * @param toNext what to do about a test mail that was not accepted; empty when none was sent
     */
    record Words(
            String problem,
            List<String> topics,
            String reader,
            String readerProblem,
            String to,
            String toProblem,
            String toNext,
            String why,
            String whyProblem) {

        static Words problem(String problem) {
            return new Words(problem, List.of(), "", "", "", "", "", "", "");
        }

        static Words preview(List<String> topics, String reader, String problem) {
            return new Words("", topics, reader, problem, "", "", "", "", "");
        }

        static Words test(List<String> topics, String to, String problem, String next) {
            return new Words("", topics, "", "", to, problem, next, "", "");
        }

        static Words hold(String why, String problem) {
            return new Words("", List.of(), "", "", "", "", "", why, problem);
        }
    }
}
