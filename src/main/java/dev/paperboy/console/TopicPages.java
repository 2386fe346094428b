package dev.paperboy.console;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.Papers;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.TopicMatch;
import dev.paperboy.topic.Topics;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The catalogue of topics: edit it, try it on the papers of the last thirty days, and only then use it. */
@Path("/console/topics")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class TopicPages {

    private static final int DAYS = 30;
    private static final int EXAMPLES = 30;

    private final Topics topics;
    private final Papers papers;
    private final Newsletter newsletter;
    private final Clock clock;

    TopicPages(Topics topics, Papers papers, Newsletter newsletter, Clock clock) {
        this.topics = topics;
        this.papers = papers;
        this.newsletter = newsletter;
        this.clock = clock;
    }

    record topics(String yaml, String problem, Trial trial, String done) implements TemplateInstance {}

    /** What a draft would change on recent papers; null while nothing was tried. */
    record Trial(int papers, List<Line> lines, int changed, List<Example> examples) {}

    record Line(String name, int now, int then) {}

    record Example(String title, String gained, String lost) {}

    @GET
    public TemplateInstance show(@RestQuery Optional<String> done) {
        return new topics(topics.text(), "", null, Done.sentence(done));
    }

    @POST
    @Path("/try")
    public RestResponse<TemplateInstance> tryOut(@RestForm Optional<String> yaml) {
        return switch (topics.draft(yaml.orElse(""))) {
            case Topics.Draft.Wrong(String sentence) -> refused(yaml.orElse(""), sentence);
            case Topics.Draft.Usable(Topics.Trial trial) ->
                RestResponse.ok(new topics(yaml.orElse(""), "", compared(trial), ""));
        };
    }

    @POST
    public RestResponse<TemplateInstance> save(@RestForm Optional<String> yaml) {
        return switch (topics.save(yaml.orElse(""))) {
            case Topics.Draft.Wrong(String sentence) -> refused(yaml.orElse(""), sentence);
            case Topics.Draft.Usable usable -> Done.TOPICS.seeOther("/console/topics");
        };
    }

    private static RestResponse<TemplateInstance> refused(String yaml, String sentence) {
        return RestResponse.ResponseBuilder.<TemplateInstance>create(422)
                .entity(new topics(yaml, sentence, null, ""))
                .build();
    }

    private Trial compared(Topics.Trial draft) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), newsletter.zone());
        List<Paper> recent = papers.listedBetween(today.minusDays(DAYS), today);
        Map<String, Integer> now = new HashMap<>();
        Map<String, Integer> then = new HashMap<>();
        List<Example> examples = new ArrayList<>();
        int changed = 0;
        for (Paper paper : recent) {
            List<String> before =
                    slugs(topics.match(paper.title(), paper.abstractText(), paper.keywords(), paper.categories()));
            List<String> after =
                    slugs(draft.match(paper.title(), paper.abstractText(), paper.keywords(), paper.categories()));
            before.forEach(slug -> now.merge(slug, 1, Integer::sum));
            after.forEach(slug -> then.merge(slug, 1, Integer::sum));
            if (!before.equals(after) && ++changed <= EXAMPLES) {
                examples.add(new Example(paper.title(), without(after, before), without(before, after)));
            }
        }
        List<Line> lines =
                draft.all().stream().map(topic -> line(topic, now, then)).toList();
        return new Trial(recent.size(), lines, changed, examples);
    }

    private static Line line(Topic topic, Map<String, Integer> now, Map<String, Integer> then) {
        return new Line(topic.name(), now.getOrDefault(topic.slug(), 0), then.getOrDefault(topic.slug(), 0));
    }

    private static List<String> slugs(List<TopicMatch> matches) {
        return matches.stream().map(TopicMatch::slug).sorted().toList();
    }

    private static String without(List<String> some, List<String> others) {
        return String.join(
                ", ", some.stream().filter(slug -> !others.contains(slug)).toList());
    }
}
