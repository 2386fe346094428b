package dev.paperboy.web;

import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a person sees when a page cannot be shown: what happened, what is safe, what to do next. */
class ErrorPages {

    record problem(String title, String happened, String next) implements TemplateInstance {}

    @ServerExceptionMapper
    public Response expected(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        return status >= 500 ? unexpected(exception) : page(status, explain(status));
    }

    private static problem explain(int status) {
        return switch (status) {
            case 404 ->
                new problem(
                        "There is no such page",
                        "Perhaps the address was cut when it was copied, or the page was never here.",
                        "It may still be found from here:");
            case 405 ->
                new problem(
                        "This address does something else",
                        "It cannot be used in this way, and nothing was changed.",
                        "It may still be found from here:");
            case 413 ->
                new problem("That was too much", "The form was too large, so nothing was saved.", "Send less at once.");
            default ->
                new problem(
                        "We could not read that request",
                        "Nothing was changed.",
                        "Go back, check what you typed, and try again.");
        };
    }

    @ServerExceptionMapper
    public Response unexpected(Exception exception) {
        Log.error("a page could not be shown", exception);
        return page(
                500,
                new problem(
                        "Something broke on our side",
                        "The fault is written down in the log. What you sent before is safe.",
                        "Try again in a moment; if it happens again, tell the operator."));
    }

    private static Response page(int status, problem page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page)
                .build();
    }
}
