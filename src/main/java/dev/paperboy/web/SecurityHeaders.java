package dev.paperboy.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Headers that keep foreign text from becoming foreign script, where a page has not set stricter ones itself. */
@Provider
@ApplicationScoped // a proxy: providers are made before the settings are read
class SecurityHeaders implements ContainerResponseFilter {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.computeIfAbsent("Content-Security-Policy", unset -> List.of(POLICY));
        headers.putSingle("X-Content-Type-Options", "nosniff");
        MediaType type = response.getMediaType();
        if (type != null
                && type.isCompatible(MediaType.TEXT_HTML_TYPE)
                && type.getParameters().isEmpty()) {
            headers.putSingle("Content-Type", type.withCharset("UTF-8"));
        }
        // A token in a path must not travel to the sites that a page links to.
        headers.putSingle("Referrer-Policy", "same-origin");
    }
}
