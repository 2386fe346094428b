package dev.paperboy.console;

import dev.paperboy.dispatch.Previews;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** An issue's mail as somebody gets it: anybody with a choice of topics, or one reader. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class PreviewPages {

    private static final String PREVIEW = IssueDeskPages.EDITION + "/preview";

    /** Mail programs cut what is longer, and the way to leave stands at the end. */
    private static final int CLIPPED_AT_KB = 102;

    /** The mail brings its own styles and pictures; scripts, forms and this site's cookies are out of reach. */
    private static final String FRAME_POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                    + " style-src 'unsafe-inline'; img-src 'self' https: data:; frame-ancestors 'self'; base-uri 'none';"
                    + " form-action 'none'";

    private final Issues issues;
    private final Previews previews;
    private final Subscriptions subscriptions;
    private final IssueDesk desk;

    PreviewPages(Issues issues, Previews previews, Subscriptions subscriptions, IssueDesk desk) {
        this.issues = issues;
        this.previews = previews;
        this.subscriptions = subscriptions;
        this.desk = desk;
    }

    record preview(String path, String title, String eyes, String query, Mail mail) implements TemplateInstance {}

    /** What is shown of a mail; null where nobody with these eyes gets one. Text is empty while the HTML is shown. */
    record Mail(String subject, String size, boolean tooLong, String text) {}

    @GET
    @Path(PREVIEW)
    public RestResponse<TemplateInstance> preview(
            @RestPath String edition,
            @RestQuery List<String> topic,
            @RestQuery Optional<String> reader,
            @RestQuery Optional<String> as) {
        Issue issue = IssueDeskPages.find(issues, edition);
        return switch (eyes(topic, reader)) {
            case Eyes.Unknown(List<String> topics, String typed, String problem) -> {
                var words = IssueDeskPages.Words.preview(topics, typed, problem);
                yield ResponseBuilder.<TemplateInstance>create(422)
                        .entity(new IssueDeskPages.issue(
                                desk.view(issue), words, desk.boxes(topics), desk.relays(), ""))
                        .build();
            }
            case Eyes.OfReader(Reader one) -> {
                String who = one.email() + ", who reads "
                        + desk.names(one.preferences().topics());
                Optional<RenderedMail> mail = previews.forReader(issue.id(), one.id());
                yield shown(issue, who, "reader=" + encoded(one.email().value()), as, mail);
            }
            case Eyes.OfTopics(List<String> topics) -> {
                String query =
                        topics.stream().map(slug -> "topic=" + encoded(slug)).collect(Collectors.joining("&"));
                Optional<RenderedMail> mail = previews.forTopics(issue.id(), topics);
                yield shown(issue, "a reader of " + desk.names(topics), query, as, mail);
            }
        };
    }

    private static RestResponse<TemplateInstance> shown(
            Issue issue, String eyes, String query, Optional<String> as, Optional<RenderedMail> mail) {
        boolean asText = as.filter("text"::equals).isPresent();
        Mail seen = mail.map(rendered -> seen(rendered, asText)).orElse(null);
        return ResponseBuilder.<TemplateInstance>create(200)
                .entity(new preview(IssueDesk.path(issue), IssueDesk.title(issue), eyes, query, seen))
                .build();
    }

    private static Mail seen(RenderedMail mail, boolean asText) {
        int bytes = (asText ? mail.text() : mail.html()).getBytes(StandardCharsets.UTF_8).length;
        int kb = (bytes + 1023) / 1024;
        return new Mail(mail.subject(), kb + " KB", kb > CLIPPED_AT_KB, asText ? mail.text() : "");
    }

    @GET
    @Path(PREVIEW + "/frame")
    public RestResponse<String> frame(
            @RestPath String edition, @RestQuery List<String> topic, @RestQuery Optional<String> reader) {
        Issue issue = IssueDeskPages.find(issues, edition);
        Optional<RenderedMail> mail =
                switch (eyes(topic, reader)) {
                    case Eyes.Unknown unknown -> Optional.empty();
                    case Eyes.OfReader(Reader one) -> previews.forReader(issue.id(), one.id());
                    case Eyes.OfTopics(List<String> topics) -> previews.forTopics(issue.id(), topics);
                };
        return ResponseBuilder.ok(mail.orElseThrow(NotFoundException::new).html(), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", FRAME_POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .build();
    }

    private Eyes eyes(List<String> slugs, Optional<String> reader) {
        List<String> topics = desk.known(slugs == null ? List.of() : slugs);
        String typed = reader.orElse("").strip();
        if (typed.isEmpty()) {
            return new Eyes.OfTopics(topics);
        }
        Optional<EmailAddress> address = EmailAddress.parse(typed);
        if (address.isEmpty()) {
            return new Eyes.Unknown(topics, typed, NotAnAddress.sentence(typed));
        }
        return subscriptions
                .byEmail(address.get())
                .<Eyes>map(Eyes.OfReader::new)
                .orElse(new Eyes.Unknown(topics, typed, "No reader has this address."));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** With whose eyes an issue is looked at. */
    private sealed interface Eyes {

        /** No topics stand for all of them. */
        record OfTopics(List<String> slugs) implements Eyes {}

        record OfReader(Reader reader) implements Eyes {}

        record Unknown(List<String> topics, String typed, String problem) implements Eyes {}
    }
}
