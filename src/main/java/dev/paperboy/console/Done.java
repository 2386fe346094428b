package dev.paperboy.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** What was just done. A page learns it from a word in its address, so that nobody can put words of their own on it. */
enum Done {
    ASSEMBLED("Today’s issue is assembled."),
    ALREADY("Today’s issue was there already; nothing changed."),
    SENT("The issue is released: who gets it, and which papers, is fixed now."),
    HELD("The issue is held. What was on its way still arrives; everything else waits."),
    CANCELLED("The issue is cancelled. What was waiting is not sent."),
    TEST("The relay took the test mail."),
    CAUGHT("The test mail is in the mailbox. No relay is set, so it goes no further."),
    RELAY("The next mail tries the relay, now if one is due. A test mail from the doctor tries it, too."),
    AGAIN("The mail is in the queue again."),
    MARKED("The delivery is marked as sent."),
    ALL_AGAIN("In the queue again: %s."),
    ALL_MARKED("Counted as sent: %s."),
    ALL_SETTLED("None of these mails is in doubt any more. Nothing was changed."),
    NOT_OF_CANCELLED("The issue is cancelled, so nothing of it is sent again. Nothing was changed."),
    HAD_SINCE("Other mails have brought the reader all papers of that one since, so it is not sent again."
            + " Nothing was changed."),
    UNWELCOME(
            "The reader would not get this mail now: they have left, are paused or suppressed, or have confirmed already."
                    + " Nothing was changed."),
    SEALING("An issue is being made ready for its readers this moment. Press again in a minute. Nothing was changed."),
    CHANGED("That delivery is neither uncertain nor failed any more. Nothing was changed."),
    RUN("The look has begun; this page shows its end. Load it again in a moment."),
    TOPICS("The catalogue is saved and in use from now on. Issues that were assembled before keep their topics.");

    private static final String NUMBER = "%s";

    private final String text;

    Done(String text) {
        this.text = text;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Sends the browser on to a page that says so; a reload there does nothing again. */
    <T> RestResponse<T> seeOther(String path) {
        return to(path + (path.contains("?") ? "&" : "?") + "done=" + word());
    }

    /** The same, and says of how many mails. */
    <T> RestResponse<T> seeOther(String path, long mails) {
        return to(path + (path.contains("?") ? "&" : "?") + "done=" + word() + "&mails=" + mails);
    }

    private static <T> RestResponse<T> to(String address) {
        return RestResponse.ResponseBuilder.<T>create(303)
                .header("Location", address)
                .build();
    }

    /** The sentence for a word from an address; empty for none or an unknown one. */
    static String sentence(Optional<String> word) {
        return sentence(word, Optional.empty());
    }

    /** The same, where the address may say of how many mails; empty if it does not, and the sentence wants to tell. */
    static String sentence(Optional<String> word, Optional<Long> mails) {
        return word.flatMap(given -> Arrays.stream(values())
                        .filter(done -> done.word().equals(given))
                        .findFirst())
                .map(done -> done.text)
                .filter(text -> mails.isPresent() || !text.contains(NUMBER))
                .map(text -> text.replace(NUMBER, mails.map(HomeTime::mails).orElse("")))
                .orElse("");
    }
}
