package dev.paperboy.testsupport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a mail as a client does that obeys its styles, and measures every word's colour against what lies behind it (WCAG 2.2, 1.4.3).
 * Inline styles win over a style sheet unless that says {@code !important}.
 */
public final class Contrast {

    private static final Pattern TOKEN = Pattern.compile("(?s)<!--.*?-->|<(/?)([a-zA-Z0-9]+)([^>]*)>|([^<]+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final String DARK = "@media (prefers-color-scheme: dark) {";
    private static final Set<String> VOID = Set.of("meta", "br", "img", "hr", "link", "!doctype", "input");

    private final Map<String, Map<String, String>> rules = new HashMap<>();
    private final List<Word> words = new ArrayList<>();
    private final Deque<Place> places = new ArrayDeque<>();

    private Contrast() {}

    /** A text and its contrast, from 1 to 21. */
    public record Word(String text, String colour, String background, double contrast) {}

    private record Place(String tag, String colour, String background, boolean hidden) {}

    public static List<Word> inTheLight(String html) {
        return new Contrast().read(html);
    }

    /** With the rules for dark screens. */
    public static List<Word> inTheDark(String html) {
        Contrast dark = new Contrast();
        int start = html.indexOf(DARK) + DARK.length();
        Matcher rule = RULE.matcher(html.substring(start, html.indexOf("\n}", start)));
        while (rule.find()) {
            for (String selector : rule.group(1).split(",")) {
                dark.rules
                        .computeIfAbsent(selector.strip(), unseen -> new HashMap<>())
                        .putAll(declarations(rule.group(2), true));
            }
        }
        return dark.read(html);
    }

    private List<Word> read(String html) {
        String body = html.substring(html.indexOf("<body"), html.indexOf("</body>"));
        places.push(new Place("", "#000000", "#ffffff", false));
        for (Matcher token = TOKEN.matcher(body); token.find(); ) {
            if (token.group(4) != null) {
                say(token.group(4));
            } else if (token.group(2) != null && token.group(1).isEmpty()) {
                open(token.group(2), token.group(3));
            } else if (token.group(2) != null) {
                close(token.group(2));
            }
        }
        return words;
    }

    private void say(String text) {
        Place here = places.peek();
        if (!here.hidden() && !text.isBlank()) {
            double contrast = contrast(luminance(here.colour()), luminance(here.background()));
            words.add(new Word(text.strip(), here.colour(), here.background(), contrast));
        }
    }

    private void open(String tag, String written) {
        if (VOID.contains(tag)) {
            return;
        }
        Map<String, String> attributes = new HashMap<>();
        ATTRIBUTE.matcher(written).results().forEach(found -> attributes.put(found.group(1), found.group(2)));
        Map<String, String> style = new HashMap<>();
        Optional.ofNullable(attributes.get("bgcolor")).ifPresent(colour -> style.put("background", colour));
        style.putAll(declarations(attributes.getOrDefault("style", ""), false));
        for (String name : attributes.getOrDefault("class", "").split(" ")) {
            style.putAll(rules.getOrDefault("." + name, Map.of()));
        }
        if (tag.equals("a") && places.stream().anyMatch(place -> place.tag().equals("h2"))) {
            style.putAll(rules.getOrDefault("h2 a", Map.of()));
        }
        Place around = places.peek();
        places.push(new Place(
                tag,
                style.getOrDefault("color", around.colour()),
                style.getOrDefault("background", around.background()),
                around.hidden() || "none".equals(style.get("display"))));
    }

    private void close(String tag) {
        while (!places.peek().tag().equals(tag)) {
            places.pop();
        }
        places.pop();
    }

    private static Map<String, String> declarations(String css, boolean onlyImportant) {
        Map<String, String> found = new HashMap<>();
        for (String declaration : css.split(";")) {
            String[] parts = declaration.split(":", 2);
            if (parts.length == 2 && (!onlyImportant || parts[1].contains("!important"))) {
                found.put(parts[0].strip(), parts[1].replace("!important", "").strip());
            }
        }
        return found;
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
