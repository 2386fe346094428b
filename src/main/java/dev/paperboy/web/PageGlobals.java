package dev.paperboy.web;

import dev.paperboy.kernel.Newsletter;
import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateGlobal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the layouts print on every page: the newsletter's name and the date line. Qute asks for globals statically. */
@TemplateGlobal
class PageGlobals {

    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);

    private PageGlobals() {}

    static String paperboyName() {
        return newsletter().name();
    }

    static String paperboyToday() {
        return LONG.format(today());
    }

    static String paperboyTodayIso() {
        return today().toString();
    }

    private static LocalDate today() {
        Clock clock = Arc.container().instance(Clock.class).get();
        return LocalDate.ofInstant(clock.instant(), newsletter().zone());
    }

    private static Newsletter newsletter() {
        return Arc.container().instance(Newsletter.class).get();
    }
}
