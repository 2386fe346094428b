package dev.paperboy.console;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Lets only operators into the newsroom, and keeps its pages out of every cache. */
@Provider
@Priority(Priorities.AUTHENTICATION)
class ConsoleGuard implements ContainerRequestFilter, ContainerResponseFilter {

    private final Operators operators;
    private final SignedIn signedIn;

    ConsoleGuard(Operators operators, SignedIn signedIn) {
        this.operators = operators;
        this.signedIn = signedIn;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!needsOperator(request)) {
            return;
        }
        Optional<Operator> operator = Optional.ofNullable(request.getCookies().get(SignInPages.COOKIE))
                .map(Cookie::getValue)
                .flatMap(operators::behind);
        operator.ifPresentOrElse(signedIn::as, () -> request.abortWith(toTheDoor(request)));
    }

    /** Asks for the page's class as well as for the path, because a path can be written in many ways. */
    private static boolean needsOperator(ContainerRequestContext request) {
        Class<?> page = ((ResteasyReactiveContainerRequestContext) request)
                .getServerRequestContext()
                .getResteasyReactiveResourceInfo()
                .getResourceClass();
        return page != SignInPages.class
                && (page.getPackage().equals(ConsoleGuard.class.getPackage()) || isConsole(request));
    }

    private static Response toTheDoor(ContainerRequestContext request) {
        boolean reading = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        if (!reading) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .entity(SignInPages.signedOutPage())
                    .build();
        }
        URI wanted = request.getUriInfo().getRequestUri();
        String next = wanted.getRawPath() + (wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery());
        return Response.status(Response.Status.SEE_OTHER)
                .header(
                        HttpHeaders.LOCATION,
                        SignInPages.DOOR + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (isConsole(request)) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static boolean isConsole(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        return path.equals("/console") || path.startsWith("/console/");
    }
}
