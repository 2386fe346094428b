package dev.paperboy.mailbox;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** What the mailbox caught, for this machine only; 404 for anybody else, and for everybody once a relay is set. */
@Path("/mailbox")
@RunOnVirtualThread
class MailboxPages {

    private static final String NUMBER = "{n:\\d+}";

    private final MailRoute route;
    private final MailboxStore store;
    private final DateTimeFormatter time;

    MailboxPages(MailRoute route, MailboxStore store, Newsletter newsletter) {
        this.route = route;
        this.store = store;
        this.time = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.ENGLISH)
                .withZone(newsletter.zone());
    }

    record inbox(List<Row> mails) implements TemplateInstance {}

    record letter(Row mail, List<MimePart.Header> headers, boolean hasHtml, String text, String newer, String older)
            implements TemplateInstance {}

    /** A line of the list. */
    public record Row(int n, String from, String to, String subject, String received, String receivedIso) {}

    /** A line of the list, for machines; {@code receivedAt} is ISO-8601 in UTC. */
    public record Message(int n, String to, String subject, String receivedAt) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(@Context HttpServerRequest request) {
        onlyHere(request);
        return new inbox(store.all().reversed().stream().map(this::row).toList());
    }

    @GET
    @Path("/messages")
    @Produces(MediaType.APPLICATION_JSON)
    public List<Message> messages(@Context HttpServerRequest request) {
        onlyHere(request);
        return store.all().stream()
                .map(mail -> new Message(mail.n(), mail.to(), mail.subject(), iso(mail.receivedAt())))
                .toList();
    }

    @GET
    @Path("/" + NUMBER)
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@PathParam("n") int n, @Context HttpServerRequest request) {
        onlyHere(request);
        CaughtMail caught = store.find(n).orElseThrow(NotFoundException::new);
        MimePart mail = MimePart.parse(bytes(n));
        return new letter(
                row(caught),
                mail.headers(),
                mail.html().isPresent(),
                mail.plain().orElse(""),
                link(store.after(n)),
                link(store.before(n)));
    }

    /** The HTML part alone, for the frame. */
    @GET
    @Path("/" + NUMBER + "/html")
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<String> html(@PathParam("n") int n, @Context HttpServerRequest request) {
        onlyHere(request);
        String html = MimePart.parse(bytes(n)).html().orElseThrow(NotFoundException::new);
        return ResponseBuilder.ok(new MailFrame(html).page(), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", MailFrame.POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** The exact bytes; as plain text, so that a browser shows them. */
    @GET
    @Path("/" + NUMBER + "/raw")
    @Produces(MediaType.TEXT_PLAIN)
    public RestResponse<byte[]> raw(@PathParam("n") int n, @Context HttpServerRequest request) {
        onlyHere(request);
        return ResponseBuilder.ok(bytes(n), "text/plain;charset=UTF-8")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private void onlyHere(HttpServerRequest request) {
        if (!route.usesMailbox() || !LocalRequest.of(request).isFromThisMachine()) {
            throw new NotFoundException();
        }
    }

    private byte[] bytes(int n) {
        return store.bytes(n).orElseThrow(NotFoundException::new);
    }

    private Row row(CaughtMail mail) {
        String subject = mail.subject().isBlank() ? "(no subject)" : mail.subject();
        return new Row(
                mail.n(), mail.from(), mail.to(), subject, time.format(mail.receivedAt()), iso(mail.receivedAt()));
    }

    private static String link(Optional<Integer> n) {
        return n.map(number -> "/mailbox/" + number).orElse("");
    }

    private static String iso(Instant moment) {
        return DateTimeFormatter.ISO_INSTANT.format(moment.truncatedTo(ChronoUnit.MILLIS));
    }
}
