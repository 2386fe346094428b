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

    private static final int USUAL_HOUR = 7;
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
                "", List.of(), Frequency.DAILY.word(), newsletter.zone().getId(), "" + USUAL_HOUR);
        return form(usual, true, "", "", "", "", "");
    }

    /** The form filled with what a reader has chosen. */
    SignUpForm filled(Reader reader) {
        return form(Typed.of(reader), false, "", "", "", "", "");
    }

    /** The form with what was typed, where the fault lies elsewhere. */
    SignUpForm shown(Typed typed) {
        return form(typed, false, "", "", "", "", "");
    }

    /** How reading a form ended. */
    sealed interface Reading {
        record Good(EmailAddress email, Preferences preferences) implements Reading {}

        record Bad(SignUpForm again) implements Reading {}
    }

    /** Fields that were left away are taken as the usual choice; those that are wrong are not guessed at. */
    Reading read(Typed typed) {
        Optional<EmailAddress> email = EmailAddress.parse(typed.email());
        Optional<Frequency> frequency =
                typed.frequency().isEmpty() ? Optional.of(Frequency.DAILY) : Frequency.of(typed.frequency());
        Optional<Integer> hour = typed.hour().isEmpty() ? Optional.of(USUAL_HOUR) : hour(typed.hour());
        Optional<ZoneId> zone = typed.zone().isEmpty() ? Optional.of(newsletter.zone()) : zone(typed.zone());
        List<String> unknown = typed.topics().stream()
                .filter(slug -> topics.find(slug).isEmpty())
                .toList();
        if (email.isPresent() && frequency.isPresent() && hour.isPresent() && zone.isPresent() && unknown.isEmpty()) {
            return new Reading.Good(
                    email.get(), new Preferences(typed.topics(), frequency.get(), zone.get(), hour.get()));
        }
        return new Reading.Bad(form(
                typed,
                false,
                email.isPresent() ? "" : emailError(typed.email()),
                unknown.isEmpty() ? "" : "There is no topic “" + cut(unknown.getFirst()) + "”. Choose from the list.",
                frequency.isPresent() ? "" : "“" + cut(typed.frequency()) + "” is not one of the choices.",
                hour.isPresent()
                        ? ""
                        : "“" + cut(typed.hour()) + "” is not an hour of the day. Choose one from 0 to 23.",
                zone.isPresent()
                        ? ""
                        : "We do not know the zone “" + cut(typed.zone()) + "”. Write it like Europe/Lisbon."));
    }

    private static Optional<Integer> hour(String typed) {
        return typed.matches("\\d{1,2}") && Integer.parseInt(typed) <= 23
                ? Optional.of(Integer.parseInt(typed))
                : Optional.empty();
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
                : "“" + cut(typed) + "” is not an email address that we can send to. Is a part missing?";
    }

    private SignUpForm form(
            Typed typed,
            boolean guessZone,
            String emailError,
            String topicError,
            String frequencyError,
            String hourError,
            String zoneError) {
        return new SignUpForm(
                cut(typed.email()),
                emailError,
                topics.all().stream()
                        .map(topic -> new SignUpForm.Topic(
                                topic.slug(),
                                topic.name(),
                                topic.description(),
                                typed.topics().contains(topic.slug())))
                        .toList(),
                topicError,
                Arrays.stream(Frequency.values())
                        .map(each -> new Option(
                                each.word(), each.label(), each.word().equals(typed.frequency())))
                        .toList(),
                frequencyError,
                IntStream.range(0, 24)
                        .mapToObj(each ->
                                new Option("" + each, String.format("%02d:00", each), ("" + each).equals(typed.hour())))
                        .toList(),
                hourError,
                cut(typed.zone()),
                zoneError,
                zones,
                guessZone);
    }

    private static String cut(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "…" : text;
    }
}
