package dev.paperboy.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets a one-click unsubscribe (RFC 8058) through whatever its sender says about itself: some name types that no page has, or types
 * that are none, and none of that may keep a reader on the list.
 */
@ApplicationScoped
class OneClick {

    private static final int BEFORE_ROUTING = 500;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    HttpServerRequest request = context.request();
                    if (request.method() == HttpMethod.POST && request.path().startsWith("/unsubscribe/")) {
                        request.headers().set("Accept", "text/html").set("Content-Type", "text/plain");
                    }
                    context.next();
                },
                BEFORE_ROUTING);
    }
}
