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
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** How far a file of readers has been taken in, and which rows were not. */
@Path("/console/readers/imports")
@RunOnVirtualThread
class ReaderImportPages {

    private static final int SECONDS_BETWEEN_LOOKS = 2;
    private static final int MOST_LISTED = 1_000;

    private final ReaderImports imports;
    private final ImportDesk desk;
    private final ProblemSheet sheet;

    ReaderImportPages(ReaderImports imports, ImportDesk desk, ProblemSheet sheet) {
        this.imports = imports;
        this.desk = desk;
        this.sheet = sheet;
    }

    record readerImport(ImportDesk.View file, List<Problem> faulty, List<Problem> keptOut)
            implements TemplateInstance {}

    @GET
    @Path("/{id: \\d{1,18}}")
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<TemplateInstance> show(@RestPath long id) {
        ReaderImport found = imports.find(id).orElseThrow(NotFoundException::new);
        ImportDesk.View view = desk.view(found);
        ResponseBuilder<TemplateInstance> page = ResponseBuilder.ok(new readerImport(
                view, imports.problems(id, false, 0, MOST_LISTED), imports.problems(id, true, 0, MOST_LISTED)));
        if (view.running()) {
            page.header("Refresh", SECONDS_BETWEEN_LOOKS);
        }
        return page.build();
    }

    @GET
    @Path("/{id: \\d{1,18}}/problems.csv")
    @Produces("text/csv;charset=UTF-8")
    public RestResponse<StreamingOutput> problems(@RestPath long id) {
        imports.find(id).orElseThrow(NotFoundException::new);
        return ResponseBuilder.<StreamingOutput>ok(out -> sheet.write(id, out))
                .header("Content-Disposition", "attachment; filename=\"problems-" + id + ".csv\"")
                .build();
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
