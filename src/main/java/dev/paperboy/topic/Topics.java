package dev.paperboy.topic;

import dev.paperboy.kernel.Newsletter;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The topics that readers can follow, and which of them a paper belongs to. Read at the start; a wrong catalogue stops
 * the start with an {@link IllegalStateException} of one sentence. An operator may replace it while it is in use. Safe
 * for use by many threads.
 */
@Startup
@ApplicationScoped
public class Topics {
    private final TopicFile file;
    private final TopicWords words;
    private volatile Catalogue current;

    @Inject
    Topics(Newsletter newsletter, TopicWords words) {
        this(new TopicFile(newsletter.dataDir()), words);
    }

    private Topics(TopicFile file, TopicWords words) {
        this.file = file;
        this.words = words;
        this.current = new Catalogue(file.read(), words);
    }

    /** The catalogue on the classpath, for code that runs without a container. */
    public static Topics bundled() {
        return new Topics(new TopicFile(), new TopicWords());
    }

    /** All topics in the catalogue's order, which is the order to show them in. */
    public List<Topic> all() {
        return current.all();
    }

    public Optional<Topic> find(String slug) {
        return current.find(slug);
    }

    /**
     * The topics of a paper, best first, none to four. The title counts most, then keywords, then the abstract; each
     * further mention of a word counts less than the one before; the first category counts more than the others.
     *
     * @param categories arXiv categories, the primary one first
     */
    public List<TopicMatch> match(String title, String abstractText, List<String> keywords, List<String> categories) {
        return current.match(new PaperText(title, abstractText, keywords, categories));
    }

    /** The catalogue as it is written, for an operator to edit. */
    public String text() {
        return file.text();
    }

    /** What became of a catalogue that an operator wrote. */
    public sealed interface Draft {
        /** It can be used: try it on papers, then {@linkplain #save save} it. */
        record Usable(Trial trial) implements Draft {}

        /** It cannot; the sentence says where and why. */
        record Wrong(String sentence) implements Draft {}
    }

    /** A catalogue that is not in use, to be tried on papers. */
    public static final class Trial {
        private final Catalogue catalogue;

        private Trial(Catalogue catalogue) {
            this.catalogue = catalogue;
        }

        public List<Topic> all() {
            return catalogue.all();
        }

        public List<TopicMatch> match(
                String title, String abstractText, List<String> keywords, List<String> categories) {
            return catalogue.match(new PaperText(title, abstractText, keywords, categories));
        }
    }

    /** Reads a catalogue without using it. A topic that readers may follow must not vanish, so every present slug must stay. */
    public Draft draft(String yaml) {
        Catalogue drafted;
        try {
            drafted = new Catalogue(file.parse(yaml), words);
        } catch (IllegalStateException wrong) {
            return new Draft.Wrong(wrong.getMessage());
        }
        return current.all().stream()
                .filter(topic -> drafted.find(topic.slug()).isEmpty())
                .findFirst()
                .<Draft>map(gone -> new Draft.Wrong("The topic '" + gone.slug()
                        + "' is gone, and readers may follow it: keep its slug, and change the rest as you like."))
                .orElseGet(() -> new Draft.Usable(new Trial(drafted)));
    }

    /** Keeps a catalogue in the data directory and uses it from now on; one that is wrong changes nothing. */
    public synchronized Draft save(String yaml) {
        Draft draft = draft(yaml);
        if (draft instanceof Draft.Usable(Trial trial)) {
            file.write(yaml);
            current = trial.catalogue;
        }
        return draft;
    }

    @PreDestroy
    void close() {
        current.close();
    }
}
