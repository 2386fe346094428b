package dev.paperboy.console;

import dev.paperboy.subscription.ReaderImport;
import dev.paperboy.subscription.ReaderImport.Problem;
import dev.paperboy.subscription.ReaderImports;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** How far a file of readers has been taken in, and which rows were not. */
@Path("/console/readers/imports")
@RunOnVirtualThread
class ReaderImportPages {

    private static final int SECONDS_BETWEEN_LOOKS = 2;

    private final ReaderImports imports;
    private final ImportDesk desk;

    ReaderImportPages(ReaderImports imports, ImportDesk desk) {
        this.imports = imports;
        this.desk = desk;
    }

    record readerImport(ImportDesk.View file, List<Problem> faulty, List<Problem> keptOut)
            implements TemplateInstance {}

    @GET
    @Path("/{id: \\d{1,18}}")
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<TemplateInstance> show(@RestPath long id) {
        ReaderImport found = imports.find(id).orElseThrow(NotFoundException::new);
        List<Problem> problems = imports.problems(id);
        ImportDesk.View view = desk.view(found);
        ResponseBuilder<TemplateInstance> page = ResponseBuilder.ok(new readerImport(
                view,
                problems.stream().filter(problem -> !problem.keptOut()).toList(),
                problems.stream().filter(Problem::keptOut).toList()));
        if (view.running()) {
            page.header("Refresh", SECONDS_BETWEEN_LOOKS);
        }
        return page.build();
    }

    @GET
    @Path("/sample.csv")
    @Produces("text/csv;charset=UTF-8")
    public RestResponse<String> sample() {
        return ResponseBuilder.ok(desk.sample())
                .header("Content-Disposition", "attachment; filename=\"readers.csv\"")
                .build();
    }
}
