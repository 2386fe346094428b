package dev.paperboy.web;

import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a person sees when a page cannot be shown: what happened, what is safe, what to do next. */
class ErrorPages {

    private static final String NEWSROOM = "/console/";
    private static final String DOOR = "/console/login";

    record problem(String title, String happened, String next) implements TemplateInstance {}

    /** The same for somebody who works here. */
    record newsroomProblem(String title, String happened, String next) implements TemplateInstance {}

    @ServerExceptionMapper
    public Response expected(WebApplicationException exception, ContainerRequestContext request) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        if (status >= 500) {
            return unexpected(exception, request);
        }
        Optional<String> form = status == 404 || status == 405 ? formBehind(request) : Optional.empty();
        return form.map(ErrorPages::seeOther).orElseGet(() -> page(status, explain(status), request));
    }

    /** Only for who looks: what was sent to an address that does not take it is never sent on. */
    private static Optional<String> formBehind(ContainerRequestContext request) {
        boolean looking = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        return looking ? FormAddresses.of(path(request)) : Optional.empty();
    }

    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getRequestUri().getRawPath();
    }

    private static Response seeOther(String page) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, page)
                .build();
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
    public Response unexpected(Exception exception, ContainerRequestContext request) {
        Log.error("a page could not be shown", exception);
        return page(
                500,
                new problem(
                        "Something broke on our side",
                        "The fault is written down in the log. What you sent before is safe.",
                        "Try again in a moment; if it happens again, tell the operator."),
                request);
    }

    private static Response page(int status, problem page, ContainerRequestContext request) {
        String path = path(request);
        boolean inNewsroom = path.startsWith(NEWSROOM) && !path.equals(DOOR);
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(inNewsroom ? new newsroomProblem(page.title(), page.happened(), page.next()) : page)
                .build();
    }

    /** For a form that {@link SameOrigin} did not let through. */
    static String forged() {
        return new problem(
                        "This form was not taken",
                        "It seems to come from another site, so nothing was done.",
                        "Go back, reload the page, and send it again.")
                .render();
    }
}
