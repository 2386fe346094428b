package dev.paperboy.subscription;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.kernel.Purpose;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What readers do by themselves. GET shows a page; only POST changes anything, so a link scanner can do no harm. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SubscriptionPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Subscriptions subscriptions;
    private final Forms forms;
    private final SignUpThrottle throttle;
    private final boolean trial;
    private final Clock clock;

    SubscriptionPages(
            Subscriptions subscriptions,
            Forms forms,
            SignUpThrottle throttle,
            MailRoute route,
            Newsletter newsletter,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.forms = forms;
        this.throttle = throttle;
        this.trial = route.usesMailbox() && THIS_MACHINE.contains(PublicUrls.host(newsletter));
        this.clock = clock;
    }

    record signUpAgain(SignUpForm form) implements TemplateInstance {}

    /** @param trial whether mail stays in the mailbox of this machine, where whoever tries Paperboy out finds it */
    record checkInbox(String email, boolean trial) implements TemplateInstance {}

    record tryLater() implements TemplateInstance {}

    record confirm(String token, String email, boolean welcome) implements TemplateInstance {}

    /** @param next what follows now; empty for who had confirmed before */
    record confirmed(String email, String next) implements TemplateInstance {}

    /** @param preferencesToken empty where there is nothing to choose */
    record unsubscribe(String token, String email, boolean reading, String preferencesToken)
            implements TemplateInstance {}

    record unsubscribed(String email) implements TemplateInstance {}

    record preferences(
            String token,
            String email,
            String unsubscribeToken,
            SignUpForm form,
            WishForm wishes,
            String pause,
            String pauseError,
            String problem,
            String saved)
            implements TemplateInstance {}

    record notReading(String email) implements TemplateInstance {}

    record unknownLink() implements TemplateInstance {}

    @POST
    @Path("/subscribe")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public RestResponse<TemplateInstance> subscribe(
            @RestForm String email,
            @RestForm("topic") List<String> topics,
            @RestForm String frequency,
            @RestForm String zone,
            @RestForm String hour,
            @RestForm String papers,
            @Context HttpServerRequest request) {
        return switch (forms.read(Typed.of(email, topics, frequency, zone, hour, papers))) {
            case Forms.Reading.Bad bad -> page(RestResponse.Status.BAD_REQUEST, new signUpAgain(bad.again()));
            case Forms.Reading.Good good -> {
                if (!throttle.admits(request.remoteAddress().hostAddress())) {
                    yield page(RestResponse.Status.TOO_MANY_REQUESTS, new tryLater());
                }
                subscriptions.signUp(good.email(), good.preferences());
                yield page(RestResponse.Status.OK, new checkInbox(good.email().value(), trial));
            }
        };
    }

    @GET
    @Path("/confirm/{token}")
    public RestResponse<TemplateInstance> askToConfirm(@RestPath String token) {
        return subscriptions
                .behind(Purpose.CONFIRM, token)
                .map(reader -> switch (reader.status()) {
                    case PENDING ->
                        page(
                                RestResponse.Status.OK,
                                new confirm(token, reader.email().value(), subscriptions.wouldBeWelcomed(reader)));
                    case ACTIVE, PAUSED ->
                        page(
                                RestResponse.Status.OK,
                                new confirmed(reader.email().value(), ""));
                    case UNSUBSCRIBED, SUPPRESSED ->
                        page(
                                RestResponse.Status.OK,
                                new notReading(reader.email().value()));
                })
                .orElseGet(SubscriptionPages::unknown);
    }

    @POST
    @Path("/confirm/{token}")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<TemplateInstance> doConfirm(@RestPath String token) {
        return switch (subscriptions.confirm(token)) {
            case Confirmation.Confirmed done ->
                page(RestResponse.Status.OK, new confirmed(done.reader().email().value(), next(done.greeting())));
            case Confirmation.AlreadyReading was ->
                page(RestResponse.Status.OK, new confirmed(was.reader().email().value(), ""));
            case Confirmation.HasLeft left ->
                page(
                        RestResponse.Status.OK,
                        new notReading(left.reader().email().value()));
            case Confirmation.UnknownLink unknown -> unknown();
        };
    }

    private static String next(Welcome.Greeting greeting) {
        return switch (greeting) {
            case SENT -> "The latest issue is on its way.";
            case KNOWN -> "The next issue comes at your hour.";
            case NOTHING_YET -> "Your first issue comes as soon as there is one for you.";
        };
    }

    @GET
    @Path("/unsubscribe/{token}")
    public RestResponse<TemplateInstance> askToLeave(@RestPath String token) {
        return subscriptions
                .behind(Purpose.UNSUBSCRIBE, token)
                .map(reader -> page(
                        RestResponse.Status.OK,
                        new unsubscribe(
                                token,
                                reader.email().value(),
                                reader.status() != ReaderStatus.UNSUBSCRIBED,
                                canChoose(reader) ? subscriptions.token(Purpose.PREFERENCES, reader) : "")))
                .orElseGet(SubscriptionPages::unknown);
    }

    /** RFC 8058: any body or none, no cookie, any caller; 200 and no redirect, the second time too. */
    @POST
    @Path("/unsubscribe/{token}")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<TemplateInstance> leave(@RestPath String token) {
        return subscriptions
                .unsubscribe(token)
                .map(reader -> page(
                        RestResponse.Status.OK, new unsubscribed(reader.email().value())))
                .orElseGet(SubscriptionPages::unknown);
    }

    @GET
    @Path("/preferences/{token}")
    public RestResponse<TemplateInstance> showPreferences(@RestPath String token) {
        return subscriptions
                .behind(Purpose.PREFERENCES, token)
                .map(reader -> canChoose(reader)
                        ? page(
                                RestResponse.Status.OK,
                                preferencesPage(
                                        token,
                                        reader,
                                        forms.filled(reader),
                                        WishForm.filled(reader.wishes()),
                                        pause(reader),
                                        "",
                                        ""))
                        : page(
                                RestResponse.Status.OK,
                                new notReading(reader.email().value())))
                .orElseGet(SubscriptionPages::unknown);
    }

    @POST
    @Path("/preferences/{token}")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public RestResponse<TemplateInstance> savePreferences(
            @RestPath String token,
            @RestForm("topic") List<String> topics,
            @RestForm String frequency,
            @RestForm String zone,
            @RestForm String hour,
            @RestForm String papers,
            @RestForm String interests,
            @RestForm String mutes,
            @RestForm String pause) {
        Optional<Reader> found = subscriptions.behind(Purpose.PREFERENCES, token);
        if (found.isEmpty()) {
            return unknown();
        }
        Reader reader = found.get();
        if (!canChoose(reader)) {
            return page(RestResponse.Status.OK, new notReading(reader.email().value()));
        }
        Typed typed = Typed.change(reader, topics, frequency, zone, hour, papers);
        Forms.Reading reading = forms.read(typed);
        WishForm had = WishForm.filled(reader.wishes());
        WishForm wishes =
                WishForm.read(interests == null ? had.interests() : interests, mutes == null ? had.mutes() : mutes);
        Optional<Pause> until = pause == null
                ? Optional.of(new Pause(reader.pausedUntil()))
                : Pause.read(
                        pause,
                        LocalDate.ofInstant(
                                clock.instant(), reader.preferences().zone()));
        if (reading instanceof Forms.Reading.Good good && until.isPresent() && !wishes.hasErrors()) {
            Reader changed = subscriptions
                    .prefer(
                            token,
                            good.preferences(),
                            wishes.wishes(),
                            until.get().until())
                    .orElse(reader);
            return page(
                    RestResponse.Status.OK,
                    preferencesPage(
                            token,
                            changed,
                            forms.filled(changed),
                            WishForm.filled(changed.wishes()),
                            pause(changed),
                            "",
                            saved(changed)));
        }
        SignUpForm again = reading instanceof Forms.Reading.Bad bad ? bad.again() : forms.shown(typed);
        String pauseError = until.isPresent()
                ? ""
                : "“" + pause + "” is not a day to come. Write it like 2027-01-15, or leave it empty.";
        return page(
                RestResponse.Status.BAD_REQUEST,
                preferencesPage(token, reader, again, wishes, pause == null ? "" : pause, pauseError, ""));
    }

    /** @param until null for no pause */
    private record Pause(LocalDate until) {
        static Optional<Pause> read(String typed, LocalDate today) {
            if (typed.isBlank()) {
                return Optional.of(new Pause(null));
            }
            try {
                return Optional.of(LocalDate.parse(typed.strip()))
                        .filter(day -> day.isAfter(today))
                        .map(Pause::new);
            } catch (DateTimeException notADate) {
                return Optional.empty();
            }
        }
    }

    private static String saved(Reader reader) {
        return reader.pausedUntil() == null
                ? "Saved. Issues follow these choices from now on; one that is waiting for your hour already stays as it is."
                : "Saved. No mail until " + DAY.format(reader.pausedUntil()) + ".";
    }

    private static String pause(Reader reader) {
        return reader.pausedUntil() == null ? "" : reader.pausedUntil().toString();
    }

    private preferences preferencesPage(
            String token,
            Reader reader,
            SignUpForm form,
            WishForm wishes,
            String pause,
            String pauseError,
            String saved) {
        long errors = form.errors() + wishes.errors() + (pauseError.isEmpty() ? 0 : 1);
        return new preferences(
                token,
                reader.email().value(),
                subscriptions.token(Purpose.UNSUBSCRIBE, reader),
                form,
                wishes,
                pause,
                pauseError,
                errors == 0 ? "" : SignUpForm.problem(errors),
                saved);
    }

    private static boolean canChoose(Reader reader) {
        return reader.status() == ReaderStatus.ACTIVE || reader.status() == ReaderStatus.PAUSED;
    }

    private static RestResponse<TemplateInstance> unknown() {
        return page(RestResponse.Status.NOT_FOUND, new unknownLink());
    }

    private static RestResponse<TemplateInstance> page(RestResponse.Status status, TemplateInstance template) {
        // A token is a key to somebody's subscription: no cache may keep the page that holds it.
        return RestResponse.ResponseBuilder.create(status, template)
                .header("Cache-Control", "no-store")
                .build();
    }
}
