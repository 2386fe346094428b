package dev.paperboy.issue;

import dev.paperboy.paper.PaperId;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
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
import org.jboss.resteasy.reactive.RestQuery;

/** Papers by day, by themselves, and by search. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class PaperPages {

    private static final int LONGEST_QUERY = 200;

    private final PaperViews views;
    private final Issues issues;
    private final SignalHistory history;
    private final Topics topics;

    PaperPages(PaperViews views, Issues issues, SignalHistory history, Topics topics) {
        this.views = views;
        this.issues = issues;
        this.history = history;
        this.topics = topics;
    }

    record day(DayView day, List<Topic> topics) implements TemplateInstance {}

    record paper(PaperView paper, SignalHistory.Table history, List<IssueLabel> issues) implements TemplateInstance {}

    record search(String query, boolean asked, String count, List<PaperView> papers) implements TemplateInstance {}

    @GET
    @Path("/papers/{date: \\d{4}-\\d{2}-\\d{2}}")
    public TemplateInstance ofDay(@RestPath String date, @RestQuery Optional<String> topic) {
        Optional<Topic> chosen = topic.filter(slug -> !slug.isBlank())
                .map(slug -> topics.find(slug).orElseThrow(() -> new NotFoundException("no such topic")));
        LocalDate day = IssuePaths.day(date).orElseThrow(() -> new NotFoundException("no such day"));
        return new day(views.day(day, chosen), topics.all());
    }

    @GET
    @Path("/paper/{id: .+}")
    public TemplateInstance one(@RestPath String id) {
        PaperView found = views.one(id).orElseThrow(() -> new NotFoundException("no such paper"));
        return new paper(
                found,
                history.of(new PaperId(found.card().paperId())),
                issues.withPaper(found.card().paperId()).stream()
                        .map(IssueLabel::of)
                        .toList());
    }

    @GET
    @Path("/search")
    public TemplateInstance found(@RestQuery Optional<String> q) {
        String query = q.orElse("").replaceAll("\\p{Cntrl}+", " ").strip();
        query = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
        List<PaperView> papers = query.isEmpty() ? List.of() : views.found(query);
        String count = papers.size() == 1 ? "1 paper" : papers.size() + " papers";
        return new search(query, !query.isEmpty(), count, papers);
    }

    /** An issue in a list of issues. */
    record IssueLabel(String path, String words) {
        static IssueLabel of(Issue issue) {
            String kind = issue.weekly() ? "Week to " : "";
            return new IssueLabel(IssuePaths.of(issue), kind + DayView.words(issue.date()));
        }
    }
}
