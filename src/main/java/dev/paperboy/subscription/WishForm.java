package dev.paperboy.subscription;

import dev.paperboy.topic.Interest;
import dev.paperboy.topic.Interests;
import java.util.List;
import java.util.regex.Pattern;

/** Interests and mutes as the page shows them: one a line, with a message for the first line that cannot be understood. */
public record WishForm(String interests, String interestsError, String mutes, String mutesError) {

    private static final int MOST_LINES = 20;
    /** What a copied text brings along unseen; a mail holds each wish on one line and takes no control character. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private static final Interests LANGUAGE = new Interests();

    static WishForm filled(Wishes wishes) {
        return new WishForm(String.join("\n", wishes.interests()), "", String.join("\n", wishes.mutes()), "");
    }

    /** What was typed, with a message where it cannot be taken. */
    static WishForm read(String interests, String mutes) {
        return new WishForm(interests, problem(interests), mutes, problem(mutes));
    }

    private static String problem(String typed) {
        List<String> lines = lines(typed);
        if (lines.size() > MOST_LINES) {
            return "At most " + MOST_LINES + " lines, please: these are " + lines.size() + ".";
        }
        for (String line : lines) {
            if (LANGUAGE.read(line) instanceof Interest.Broken(String broken, String sentence)) {
                return "“" + broken + "”: " + sentence;
            }
        }
        return "";
    }

    private static List<String> lines(String typed) {
        return typed.lines()
                .map(line -> GAP.matcher(line).replaceAll(" ").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    public boolean hasErrors() {
        return errors() > 0;
    }

    long errors() {
        return (interestsError.isEmpty() ? 0 : 1) + (mutesError.isEmpty() ? 0 : 1);
    }

    Wishes wishes() {
        return new Wishes(lines(interests), lines(mutes));
    }
}
