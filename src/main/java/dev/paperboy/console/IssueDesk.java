package dev.paperboy.console;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.DeliveryCounts;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.NoticeTrouble;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.outbox.PutOff;
import dev.paperboy.outbox.RelayTrouble;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An issue as the newsroom sees it, in ready words. */
@ApplicationScoped
class IssueDesk {

    private static final int NEWEST = 60;

    // What the verbs of Dispatch accept; a button for anything else would only lead to a refusal.
    private static final Set<IssueStatus> SENDABLE = EnumSet.of(IssueStatus.DRAFT, IssueStatus.HELD);
    private static final Set<IssueStatus> HOLDABLE =
            EnumSet.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.SENDING);
    private static final Set<IssueStatus> CANCELLABLE =
            EnumSet.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.HELD);

    private final Issues issues;
    private final Outbox outbox;
    private final Dispatch dispatch;
    private final Topics topics;
    private final HomeTime time;

    IssueDesk(Issues issues, Outbox outbox, Dispatch dispatch, Topics topics, HomeTime time) {
        this.issues = issues;
        this.outbox = outbox;
        this.dispatch = dispatch;
        this.topics = topics;
        this.time = time;
    }

    List<Line> newest() {
        return issues.newest(NEWEST).stream().map(this::line).toList();
    }

    private Line line(Issue issue) {
        DeliveryCounts counts = outbox.counts(issue.id());
        return new Line(
                path(issue),
                issue.date().toString(),
                HomeTime.day(issue.date()),
                issue.weekly() ? "Weekly" : "Daily",
                issue.status().word(),
                capital(issue.status().word()),
                HomeTime.number(issue.papers()),
                HomeTime.number(counts.of(DeliveryStatus.SENT)),
                HomeTime.number(counts.waiting()),
                HomeTime.number(counts.of(DeliveryStatus.FAILED)),
                HomeTime.number(counts.of(DeliveryStatus.UNCERTAIN)),
                issue.note());
    }

    View view(Issue issue) {
        DeliveryCounts counts = outbox.counts(issue.id());
        boolean inLedger = counts.total() > 0;
        long audience = dispatch.audience(issue.id());
        String waiting = HomeTime.readers(inLedger ? counts.waiting() : audience);
        return new View(
                issue.id(),
                path(issue),
                title(issue),
                issue.status().word(),
                capital(issue.status().word()),
                issue.note(),
                HomeTime.readers(audience)
                        + (SENDABLE.contains(issue.status()) && !inLedger ? ", if it is sent now" : ""),
                figures(counts),
                issue.status() == IssueStatus.SENDING ? leaving(issue.id()) : "",
                outbox.putOff(issue.id()).map(IssueDesk::putOff).orElse(""),
                doubts(counts.of(DeliveryStatus.UNCERTAIN)),
                sentAgain(outbox.sentAgainInDoubt(issue.id())),
                issues.cards(issue.id()).stream().map(IssueDesk::entry).toList(),
                SENDABLE.contains(issue.status()),
                HOLDABLE.contains(issue.status()),
                CANCELLABLE.contains(issue.status()),
                inLedger ? "Send on: " + waiting + " still to get it" : "Send to " + waiting,
                "Hold: " + waiting + " will wait",
                "Cancel: " + waiting + " will not get it");
    }

    private String leaving(long issueId) {
        return outbox.departures(issueId)
                .map(due -> outbox.isStuck()
                        ? "Nothing leaves now, because no relay takes mail. What is due goes as soon as one does."
                        : "What is pending leaves at the hour that each reader chose: " + time.leaving(due) + ".")
                .orElse("");
    }

    private static String putOff(PutOff those) {
        String reply = those.lastReply();
        return HomeTime.mails(those.count()) + (those.count() == 1 ? " was" : " were")
                + " put off by the relay and will be tried again. The last reply: " + reply
                + (reply.endsWith(".") ? "" : ".");
    }

    private static String doubts(long count) {
        if (count == 0) {
            return "";
        }
        return HomeTime.mails(count)
                + (count == 1
                        ? " is in doubt: the relay may or may not have taken it."
                        : " are in doubt: the relay may or may not have taken them.");
    }

    private static String sentAgain(long count) {
        if (count == 0) {
            return "";
        }
        return HomeTime.mails(count)
                + (count == 1
                        ? " was sent again in doubt: its reader may have two copies, with the same Message-ID."
                        : " were sent again in doubt: their readers may have two copies each, with the same Message-ID.");
    }

    private static List<Figure> figures(DeliveryCounts counts) {
        return Arrays.stream(DeliveryStatus.values())
                .filter(status -> counts.of(status) > 0)
                .map(status -> new Figure(HomeTime.number(counts.of(status)), status.word()))
                .toList();
    }

    private static Entry entry(Card card) {
        return new Entry(
                card.position(),
                card.title(),
                card.url(),
                String.format(Locale.ROOT, "%.2f", card.score()),
                card.reason(),
                String.join(", ", card.topicNames()));
    }

    /** The relays that are in trouble now. */
    List<Relay> relays() {
        boolean stuck = outbox.isStuck();
        return outbox.troubles().stream().map(trouble -> relay(trouble, stuck)).toList();
    }

    private Relay relay(RelayTrouble trouble, boolean stuck) {
        return new Relay(
                trouble.relay(),
                trouble.reason(),
                time.moment(trouble.since()),
                trouble.nextTry() == null ? "" : time.moment(trouble.nextTry()),
                stuck);
    }

    /** What is wrong with handing over notices, as the beginning of a sentence; empty when nothing is. */
    String notices() {
        return outbox.noticeTrouble().map(IssueDesk::notices).orElse("");
    }

    private static String notices(NoticeTrouble trouble) {
        boolean one = trouble.count() == 1;
        String reply = trouble.lastReply();
        return (one
                        ? "1 confirmation or other notice was"
                        : HomeTime.number(trouble.count()) + " confirmations and other notices were")
                + " not taken by the relay. The last reply: " + reply + (reply.endsWith(".") ? " " : ". ")
                + (one ? "It is tried again by itself" : "They are tried again by themselves");
    }

    /** All topics as boxes to tick. */
    List<TopicBox> boxes(List<String> chosen) {
        return topics.all().stream()
                .map(topic -> new TopicBox(topic.slug(), topic.name(), chosen.contains(topic.slug())))
                .toList();
    }

    /** The slugs among these that there are. */
    List<String> known(List<String> slugs) {
        return slugs.stream().filter(slug -> topics.find(slug).isPresent()).toList();
    }

    /** Topics in words; no slugs stand for all topics. */
    String names(List<String> slugs) {
        List<String> names = slugs.stream()
                .map(slug -> topics.find(slug).map(topic -> topic.name()).orElse(slug))
                .toList();
        return names.isEmpty() ? "all topics" : String.join(", ", names);
    }

    static String path(Issue issue) {
        return "/console/issues/" + (issue.weekly() ? "weekly/" : "") + issue.date();
    }

    static String title(Issue issue) {
        return (issue.weekly() ? "Weekly" : "Daily") + " issue of " + HomeTime.day(issue.date());
    }

    static String shortTitle(Issue issue) {
        return (issue.weekly() ? "Weekly" : "Daily") + " of " + HomeTime.shortDay(issue.date());
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    record Line(
            String path,
            String iso,
            String day,
            String kind,
            String state,
            String status,
            String papers,
            String sent,
            String waiting,
            String failed,
            String uncertain,
            String note) {}

    record View(
            long id,
            String path,
            String title,
            String state,
            String status,
            String note,
            String audience,
            List<Figure> figures,
            String leaving,
            String putOff,
            String doubts,
            String sentAgain,
            List<Entry> entries,
            boolean sendable,
            boolean holdable,
            boolean cancellable,
            String send,
            String hold,
            String cancel) {}

    record Figure(String number, String word) {}

    record Entry(int rank, String title, String url, String score, String reason, String topics) {}

    /**
     * A relay's trouble in words.
     *
     * @param stuck whether no other relay takes its mails meanwhile
     */
    record Relay(String name, String reason, String since, String nextTry, boolean stuck) {}

    record TopicBox(String slug, String name, boolean chosen) {}
}
