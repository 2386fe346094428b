package dev.paperboy.web;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Two megabytes are enough for every form. Only a file of readers may be larger, as {@code quarkus.http.limits.max-body-size} says, and
 * it is not read before its sender has shown that they are an operator.
 */
@ApplicationScoped
class BodyLimit {

    private static final long MOST = 2 * 1024 * 1024;
    private static final String FILES = "/console/readers";

    /** Behind Quarkus' own limit, whose note for bodies of unknown length is overwritten here. */
    private static final int AFTER_THE_GREAT_LIMIT = 1;

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::check, AFTER_THE_GREAT_LIMIT);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() == HttpMethod.POST && FILES.equals(request.path())) {
            context.next();
            return;
        }
        String length = request.getHeader("Content-Length");
        if (length == null) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MOST);
            context.next();
        } else if (Long.parseLong(length) <= MOST) {
            context.next();
        } else {
            refuse(context);
        }
    }

    /** What is still coming is not wanted, so the connection ends with the answer. */
    private static void refuse(RoutingContext context) {
        context.response()
                .setStatusCode(413)
                .putHeader("Connection", "close")
                .putHeader("Content-Type", "text/plain; charset=UTF-8")
                .end("That was too much at once, so nothing was saved. Send less.\n")
                .onComplete(sent -> context.request().connection().close());
    }
}
