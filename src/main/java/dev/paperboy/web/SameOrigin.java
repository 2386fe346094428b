package dev.paperboy.web;

import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;

/**
 * Refuses forms that another site's page submits (CSRF). Browsers say where a request comes from, in {@code Sec-Fetch-Site} or else in
 * {@code Origin}; a caller that says neither is no browser, and carries no cookies that it does not know of.
 */
@Provider
@ApplicationScoped // a proxy: providers are made before the settings are read
@PreMatching
class SameOrigin implements ContainerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private static final String IN_SHORT =
            "This form was sent from another site, so nothing was done. Open the page here and send it again.\n";

    private final URI publicUrl;

    SameOrigin(Newsletter newsletter) {
        this.publicUrl = newsletter.publicUrl();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod()) || isOneClickUnsubscribe(request) || isOwn(request)) {
            return;
        }
        boolean browser =
                String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML);
        request.abortWith(Response.status(Response.Status.FORBIDDEN)
                .type((browser ? MediaType.TEXT_HTML_TYPE : MediaType.TEXT_PLAIN_TYPE).withCharset("UTF-8"))
                .entity(browser ? ErrorPages.forged() : IN_SHORT)
                .build());
    }

    /** RFC 8058: mail providers post from wherever they are. The token in the path is the permission. */
    private static boolean isOneClickUnsubscribe(ContainerRequestContext request) {
        return request.getUriInfo().getPath().startsWith("/unsubscribe/");
    }

    private boolean isOwn(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeaderString("Origin");
        return origin == null || isOwn(origin, request.getHeaderString("Host"));
    }

    private boolean isOwn(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            String authority = uri.getAuthority();
            return authority != null && (authority.equals(host) || authority.equals(publicUrl.getAuthority()));
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
