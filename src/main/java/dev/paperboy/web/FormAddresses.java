package dev.paperboy.web;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which page holds the form that is sent to an address, for whoever opens that address itself: from the history, or by a reload. */
final class FormAddresses {

    private static final Map<Pattern, String> PAGES = Map.ofEntries(
            page("/subscribe", "/"),
            page("(/console/issues)/assemble", "$1"),
            page("(/console/issues/(?:weekly/)?\\d{4}-\\d{2}-\\d{2})/(?:send|hold|cancel|test)", "$1"),
            page("/console/relay/try", "/console/issues"),
            page("(/console/deliveries)/(?:doubts/notices|(?:doubts/)?\\d+)/(?:again|sent)", "$1"),
            page("(/console/sources)/[^/]+/run", "$1"),
            page("(/console/topics)/try", "$1"),
            page("(/console/doctor)/(?:check|test)", "$1"),
            page("/console/logout", "/console/issues"));

    private FormAddresses() {}

    private static Map.Entry<Pattern, String> page(String address, String page) {
        return Map.entry(Pattern.compile(address), page);
    }

    static Optional<String> of(String path) {
        return PAGES.entrySet().stream()
                .flatMap(entry -> {
                    Matcher address = entry.getKey().matcher(path);
                    return address.matches()
                            ? Optional.of(address.replaceFirst(entry.getValue())).stream()
                            : Optional.<String>empty().stream();
                })
                .findFirst();
    }
}
