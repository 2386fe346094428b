package dev.paperboy.testsupport;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.paperboy.issue.Issue;
import dev.paperboy.testsupport.Inbox.Received;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;

/** What a relay took for one reader, copies included. */
public record Postbag(ScriptedSmtpServer relay, String address) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);

    public List<Received> mails() {
        return relay.received().stream()
                .filter(mail -> mail.to().contains("<" + address + ">"))
                .map(mail -> Received.of(mail.bytes()))
                .toList();
    }

    /** The nth mail, counted from 1, as soon as it is there. */
    public Received await(int nth) {
        Awaitility.await().atMost(60, SECONDS).until(() -> mails().size() >= nth);
        return mails().get(nth - 1);
    }

    /** The mails of an issue, or of the weekly and the daily one of a day. */
    public List<Received> issueOf(LocalDate day) {
        return mails().stream()
                .filter(mail -> mail.subject().contains(DAY.format(day)))
                .toList();
    }

    public List<Received> of(Issue issue) {
        return issueOf(issue.date());
    }
}
