package dev.paperboy.issue;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Issues that went out, in the browser and as a feed. */
@Path("/issues")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ArchivePages {

    private static final int SHOWN = 366;
    private static final int FED = 30;

    private final Issues issues;
    private final Feeds feeds;

    ArchivePages(Issues issues, Feeds feeds) {
        this.issues = issues;
        this.feeds = feeds;
    }

    record archive(List<Row> issues) implements TemplateInstance {}

    record issue(String words, boolean weekly, String count, String remark, List<Card> cards)
            implements TemplateInstance {}

    record notSent(String words) implements TemplateInstance {}

    record feed(Feeds.Feed feed) implements TemplateInstance {}

    record Row(String path, String words, String iso, String count) {
        static Row of(Issue issue) {
            return new Row(
                    IssuePaths.of(issue),
                    ArchivePages.words(issue),
                    issue.date().toString(),
                    ArchivePages.count(issue.papers()));
        }
    }

    @GET
    public TemplateInstance all() {
        return new archive(issues.published(SHOWN).stream().map(Row::of).toList());
    }

    @GET
    @Path("/{date: \\d{4}-\\d{2}-\\d{2}}")
    public RestResponse<TemplateInstance> daily(@RestPath String date) {
        return page(IssueKind.DAILY, date);
    }

    @GET
    @Path("/weekly/{date: \\d{4}-\\d{2}-\\d{2}}")
    public RestResponse<TemplateInstance> weekly(@RestPath String date) {
        return page(IssueKind.WEEKLY, date);
    }

    /** One that has not gone out says so, because its previews and tests have the link to this page already. */
    private RestResponse<TemplateInstance> page(IssueKind kind, String date) {
        LocalDate day = IssuePaths.day(date).orElseThrow(() -> new NotFoundException("no such day"));
        Optional<TemplateInstance> published = issues.published(kind, day).map(this::shown);
        if (published.isPresent()) {
            return RestResponse.ok(published.get());
        }
        Issue made = issues.find(kind, day)
                .filter(issue -> issue.status() != IssueStatus.EMPTY)
                .orElseThrow(() -> new NotFoundException("no such issue"));
        return RestResponse.ResponseBuilder.<TemplateInstance>create(404)
                .entity(new notSent(words(made)))
                .build();
    }

    private TemplateInstance shown(Issue found) {
        return new issue(words(found), found.weekly(), count(found.papers()), found.remark(), issues.cards(found.id()));
    }

    @GET
    @Path("/feed.atom")
    @Produces("application/atom+xml;charset=UTF-8")
    public TemplateInstance atom() {
        return new feed(feeds.latest(FED));
    }

    private static String words(Issue issue) {
        return (issue.weekly() ? "Week to " : "") + DayView.words(issue.date());
    }

    private static String count(int papers) {
        return papers == 1 ? "1 paper" : papers + " papers";
    }
}
