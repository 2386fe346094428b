package dev.paperboy.console;

import dev.paperboy.issue.Replays;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.ranking.Parts;
import dev.paperboy.ranking.Score;
import dev.paperboy.ranking.Weights;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestQuery;

/** A past day ranked again with other weights, beside the usual ones. Looking changes nothing. */
@Path("/console/replay")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ReplayPages {

    private static final int SHOWN = 25;

    private final Replays replays;
    private final Newsletter newsletter;
    private final Clock clock;

    ReplayPages(Replays replays, Newsletter newsletter, Clock clock) {
        this.replays = replays;
        this.newsletter = newsletter;
        this.clock = clock;
    }

    record replay(Form form, String problem, List<Line> usual, List<Line> other) implements TemplateInstance {}

    record Form(String date, String level, String velocity, String talk, String code, String halfLife) {}

    /** @param moved against the usual list, such as {@code ▲ 3}; empty in that list itself */
    record Line(int rank, String title, String path, String value, String parts, String moved) {}

    @GET
    public TemplateInstance show(
            @RestQuery Optional<String> date,
            @RestQuery Optional<String> level,
            @RestQuery Optional<String> velocity,
            @RestQuery Optional<String> talk,
            @RestQuery Optional<String> code,
            @RestQuery Optional<String> halfLife) {
        Weights usual = Weights.USUAL;
        Form form = new Form(
                date.orElse(
                        LocalDate.ofInstant(clock.instant(), newsletter.zone()).toString()),
                level.orElse(number(usual.level())),
                velocity.orElse(number(usual.velocity())),
                talk.orElse(number(usual.talk())),
                code.orElse(number(usual.code())),
                halfLife.orElse(String.valueOf(usual.halfLife().toHours())));
        try {
            LocalDate day = LocalDate.parse(form.date());
            Weights other = new Weights(
                    weight(form.level()),
                    weight(form.velocity()),
                    weight(form.talk()),
                    weight(form.code()),
                    Duration.ofHours(Math.clamp(Long.parseLong(form.halfLife()), 1, 10_000)),
                    usual.prior(),
                    usual.lately());
            List<Score> before = replays.of(day, usual);
            List<Score> after = replays.of(day, other);
            return new replay(form, "", lines(before, List.of()), lines(after, before));
        } catch (DateTimeException | NumberFormatException wrong) {
            return new replay(
                    form,
                    "A date is written like 2026-11-23, a weight like 0.3, a half-life as whole hours. Nothing was ranked.",
                    List.of(),
                    List.of());
        }
    }

    private static double weight(String typed) {
        double weight = Double.parseDouble(typed.strip());
        if (!(weight >= 0 && weight <= 100)) {
            throw new NumberFormatException(typed);
        }
        return weight;
    }

    private static List<Line> lines(List<Score> scores, List<Score> before) {
        List<String> old = before.stream().map(ReplayPages::id).toList();
        return IntStream.range(0, Math.min(SHOWN, scores.size()))
                .mapToObj(i -> line(i, scores.get(i), old.indexOf(id(scores.get(i)))))
                .toList();
    }

    private static Line line(int place, Score score, int placeBefore) {
        String moved = placeBefore < 0 || placeBefore == place
                ? ""
                : (placeBefore > place ? "▲ " : "▼ ") + Math.abs(placeBefore - place);
        Parts parts = score.parts();
        return new Line(
                place + 1,
                score.candidate().paper().title(),
                PublicUrls.paperPath(id(score)),
                number(score.value()),
                "level " + number(parts.level()) + " · rise " + number(parts.velocity()) + " · talk "
                        + number(parts.talk()) + " · code " + number(parts.code()) + " · fresh "
                        + number(parts.freshness()),
                moved);
    }

    private static String id(Score score) {
        return score.candidate().paper().id().value();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
