package dev.paperboy.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Every other address below {@code /console}: it lies behind the door too, so that only an operator is told that nothing is there. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class LostPages {

    @GET
    @Path("/{rest: .+}")
    public String nothing() {
        throw new NotFoundException();
    }
}
