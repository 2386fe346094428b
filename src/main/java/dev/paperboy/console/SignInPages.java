package dev.paperboy.console;

import dev.paperboy.kernel.Newsletter;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The door of the newsroom: the only pages below {@code /console} that anybody may open. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SignInPages {

    static final String COOKIE = "paperboy_session";
    static final String DOOR = "/console/login";

    private static final String WRONG = "This name and this password do not belong together.";
    private static final String INSIDE = "/console/issues";
    private static final Pattern LOCAL = Pattern.compile("/console(/[\\w.%@+~-]+)+(\\?[\\w.%@+~=&/-]*)?");
    private static final int LONGEST_PATH = 500;

    private final Operators operators;
    private final boolean https;

    SignInPages(Operators operators, Newsletter newsletter) {
        this.operators = operators;
        this.https = "https".equalsIgnoreCase(newsletter.publicUrl().getScheme());
    }

    record signIn(String name, String next, String problem, String pause) implements TemplateInstance {}

    record signedOut() implements TemplateInstance {}

    @GET
    public RestResponse<TemplateInstance> enter() {
        return ResponseBuilder.<TemplateInstance>create(303)
                .header(HttpHeaders.LOCATION, INSIDE)
                .build();
    }

    @GET
    @Path("/login")
    public TemplateInstance door(@RestQuery Optional<String> next) {
        return new signIn("", inside(next), "", "");
    }

    @POST
    @Path("/login")
    public RestResponse<TemplateInstance> signIn(
            @RestForm Optional<String> name,
            @RestForm Optional<String> password,
            @RestForm Optional<String> next,
            @Context HttpServerRequest request) {
        String typed = name.orElse("");
        String from = String.valueOf(request.remoteAddress().hostAddress());
        return switch (operators.signIn(typed, password.orElse(""), from)) {
            case Operators.SignIn.Opened opened ->
                ResponseBuilder.<TemplateInstance>create(303)
                        .header(HttpHeaders.LOCATION, inside(next))
                        .cookie(cookie(opened.cookie()).build())
                        .build();
            case Operators.SignIn.Refused refused ->
                ResponseBuilder.<TemplateInstance>create(401)
                        .entity(new signIn(typed, inside(next), WRONG, ""))
                        .build();
            case Operators.SignIn.Wait wait ->
                ResponseBuilder.<TemplateInstance>create(429)
                        .header(HttpHeaders.RETRY_AFTER, wait.howLong().toSeconds() + 1)
                        .entity(new signIn(typed, inside(next), "", inWords(wait.howLong())))
                        .build();
        };
    }

    /** Only to pages of the newsroom itself: a link to our door must not end on somebody else's page. */
    static String inside(Optional<String> next) {
        return next.filter(path -> path.length() <= LONGEST_PATH)
                .filter(path -> LOCAL.matcher(path).matches())
                .filter(path -> !path.contains("..") && !path.startsWith(DOOR))
                .orElse(INSIDE);
    }

    /** Rounded up: who waits for as long as we said must not be refused again. */
    private static String inWords(Duration wait) {
        return wait.toSeconds() < 60 ? wait.toSeconds() + 1 + " seconds" : HomeTime.span(wait.plusSeconds(29));
    }

    @POST
    @Path("/logout")
    public RestResponse<TemplateInstance> signOut(@RestCookie(COOKIE) Optional<String> session) {
        session.ifPresent(operators::signOut);
        return ResponseBuilder.<TemplateInstance>create(303)
                .header(HttpHeaders.LOCATION, DOOR)
                .cookie(cookie("").maxAge(0).build())
                .build();
    }

    private NewCookie.Builder cookie(String value) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/console")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .secure(https);
    }

    /** For somebody who pressed a button after their session had ended. */
    static String signedOutPage() {
        return new signedOut().render();
    }
}
