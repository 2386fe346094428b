package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.subscription.SignUpForm.Option;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads what was typed, and shows the form again with a message beside each field that cannot be taken. */
@ApplicationScoped
public class Forms {

    private static final int LONGEST_ECHO = 300;

    private final Topics topics;
    private final Newsletter newsletter;
    private final List<String> zones;

    Forms(Topics topics, Newsletter newsletter) {
        this.topics = topics;
        this.newsletter = newsletter;
        this.zones = ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/") || id.equals("UTC"))
                .sorted()
                .toList();
    }

    /** The form that nobody has touched yet. */
    public SignUpForm blank() {
        Typed usual = new Typed(
                "",
                List.of(),
                Frequency.DAILY.word(),
                newsletter.zone().getId(),
                String.valueOf(Preferences.USUAL_HOUR),
                String.valueOf(Preferences.USUAL_PAPERS));
        return form(usual, true, Errors.NONE);
    }

    /** The form filled with what a reader has chosen. */
    SignUpForm filled(Reader reader) {
        return form(Typed.of(reader), false, Errors.NONE);
    }

    /** The form with what was typed, where the fault lies elsewhere. */
    SignUpForm shown(Typed typed) {
        return form(typed, false, Errors.NONE);
    }

    /** How reading a form ended. */
    sealed interface Reading {
        record Good(EmailAddress email, Preferences preferences) implements Reading {}

        record Bad(SignUpForm again) implements Reading {}
    }

    /** A message beside each field, or the empty string. */
    private record Errors(String email, String topic, String frequency, String hour, String papers, String zone) {
        private static final Errors NONE = new Errors("", "", "", "", "", "");
    }

    /** Fields that were left away are taken as the usual choice; those that are wrong are not guessed at. */
    Reading read(Typed typed) {
        Optional<EmailAddress> email = EmailAddress.parse(typed.email());
        Optional<Frequency> frequency =
                typed.frequency().isEmpty() ? Optional.of(Frequency.DAILY) : Frequency.of(typed.frequency());
        Optional<Integer> hour = number(typed.hour(), Preferences.USUAL_HOUR, 0, 23);
        Optional<Integer> papers =
                number(typed.papers(), Preferences.USUAL_PAPERS, Preferences.FEWEST_PAPERS, Preferences.MOST_PAPERS);
        Optional<ZoneId> zone = typed.zone().isEmpty() ? Optional.of(newsletter.zone()) : zone(typed.zone());
        Optional<String> unknown = typed.topics().stream()
                .filter(slug -> topics.find(slug).isEmpty())
                .findFirst();
        Errors errors = new Errors(
                email.isPresent() ? "" : emailError(typed.email()),
                unknown.map(slug -> "There is no topic “" + cut(slug) + "”. Choose from the list.")
                        .orElse(""),
                frequency.isPresent() ? "" : "“" + cut(typed.frequency()) + "” is not one of the choices.",
                hour.isPresent()
                        ? ""
                        : "“" + cut(typed.hour()) + "” is not an hour of the day. Choose one from 0 to 23.",
                papers.isPresent() ? "" : "“" + cut(typed.papers()) + "” is not a number of papers from 3 to 25.",
                zone.isPresent()
                        ? ""
                        : "We do not know the zone “" + cut(typed.zone()) + "”. Write it like Europe/Lisbon.");
        return errors.equals(Errors.NONE)
                ? new Reading.Good(
                        email.orElseThrow(),
                        new Preferences(
                                typed.topics(),
                                frequency.orElseThrow(),
                                zone.orElseThrow(),
                                hour.orElseThrow(),
                                papers.orElseThrow()))
                : new Reading.Bad(form(typed, false, errors));
    }

    private static Optional<Integer> number(String typed, int usual, int least, int most) {
        if (typed.isEmpty()) {
            return Optional.of(usual);
        }
        return Optional.of(typed)
                .filter(digits -> digits.matches("\\d{1,2}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most);
    }

    private static Optional<ZoneId> zone(String typed) {
        try {
            return Optional.of(typed).filter(id -> id.length() <= 64).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static String emailError(String typed) {
        return typed.isEmpty()
                ? "Please type your email address."
                : "“" + cut(typed) + "” is not an email address that we can send to. "
                        + EmailAddress.hint(typed).orElse("Is a part missing?");
    }

    private SignUpForm form(Typed typed, boolean guessZone, Errors errors) {
        return new SignUpForm(
                cut(typed.email()),
                errors.email(),
                topics.all().stream()
                        .map(topic -> new SignUpForm.Topic(
                                topic.slug(),
                                topic.name(),
                                topic.description(),
                                typed.topics().contains(topic.slug())))
                        .toList(),
                errors.topic(),
                Arrays.stream(Frequency.values())
                        .map(each -> new Option(
                                each.word(), each.label(), each.word().equals(typed.frequency())))
                        .toList(),
                errors.frequency(),
                options(0, 23, "%02d:00", typed.hour()),
                errors.hour(),
                options(Preferences.FEWEST_PAPERS, Preferences.MOST_PAPERS, "%d", typed.papers()),
                errors.papers(),
                cut(typed.zone()),
                errors.zone(),
                zones,
                guessZone);
    }

    private static List<Option> options(int first, int last, String label, String chosen) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(each -> String.valueOf(each))
                .map(each -> new Option(each, label.formatted(Integer.valueOf(each)), each.equals(chosen)))
                .toList();
    }

    private static String cut(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "…" : text;
    }
}
