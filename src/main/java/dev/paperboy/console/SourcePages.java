package dev.paperboy.console;

import dev.paperboy.ingest.Ingest;
import dev.paperboy.ingest.RowNote;
import dev.paperboy.ingest.SourceRun;
import dev.paperboy.ingest.SourceView;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Where papers come from, and what the last look at each source brought. */
@Path("/console/sources")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SourcePages {

    private final Ingest ingest;
    private final HomeTime time;

    SourcePages(Ingest ingest, HomeTime time) {
        this.ingest = ingest;
        this.time = time;
    }

    record sources(List<Line> sources, String done) implements TemplateInstance {}

    /**
     * @param earlier the looks before the last one, newest first
     * @param stale since when nothing new has come, where that is too long; empty otherwise
     */
    record Line(
            String name,
            String description,
            String runPath,
            boolean underWay,
            Run last,
            List<Run> earlier,
            String next,
            String stale,
            List<RowNote> rejections,
            List<RowNote> oddities) {}

    record Run(
            String when,
            String took,
            String read,
            String added,
            String changed,
            int rejected,
            int odd,
            String problem) {}

    @GET
    public TemplateInstance list(@RestQuery Optional<String> done) {
        return new sources(ingest.sources().stream().map(this::line).toList(), Done.sentence(done));
    }

    private Line line(SourceView source) {
        String segment =
                URLEncoder.encode(source.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Line(
                source.name(),
                source.description(),
                "/console/sources/" + segment + "/run",
                source.underWay(),
                source.last().map(this::run).orElse(null),
                source.runs().stream().skip(1).map(this::run).toList(),
                source.next().map(time::moment).orElse("soon"),
                source.stale() ? source.lastNews().map(time::moment).orElse("the first look") : "",
                notes(source, RowNote.Kind.REJECTED),
                notes(source, RowNote.Kind.ODD));
    }

    private static List<RowNote> notes(SourceView source, RowNote.Kind kind) {
        return source.notes().stream().filter(note -> note.kind() == kind).toList();
    }

    private Run run(SourceRun run) {
        return new Run(
                time.moment(run.startedAt()),
                HomeTime.span(Duration.between(run.startedAt(), run.finishedAt())),
                HomeTime.number(run.read()),
                HomeTime.number(run.added()),
                HomeTime.number(run.changed()),
                run.rejected(),
                run.odd(),
                ended(run.problem()));
    }

    /** A sentence that quotes a server may have its stop already. */
    private static String ended(String sentence) {
        return sentence.isEmpty() || sentence.matches("(?s).*[.?!…]") ? sentence : sentence + ".";
    }

    @POST
    @Path("/{name}/run")
    public RestResponse<TemplateInstance> run(@RestPath String name) {
        if (!ingest.start(name)) {
            throw new NotFoundException();
        }
        return Done.RUN.seeOther("/console/sources");
    }
}
