package dev.paperboy.paper;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one key of a work, whatever list, version or address it came by. For arXiv that is the identifier without
 * version and without the old subject class (<a href="https://info.arxiv.org/help/arxiv_identifier.html">arXiv
 * identifiers</a>); any other id is kept as its source writes it.
 *
 * @param value never blank, at most {@value #LONGEST} characters
 * @throws IllegalArgumentException with a sentence for the operator, when the value is blank or too long
 */
public record PaperId(String value) {

    private static final int LONGEST = 200;

    // Four digits after the point until 2014, five since 2015.
    private static final String NEW_STYLE =
            "(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\\.\\d{4}" + "|(?:1[5-9]|[2-9]\\d)(?:0[1-9]|1[0-2])\\.\\d{5})";

    private static final Pattern CANONICAL = Pattern.compile(NEW_STYLE + "|[a-z]+(?:-[a-z]{2,})?/\\d{7}");

    private static final Pattern ARXIV =
            Pattern.compile("""
            (?: https?:// (?:[a-z0-9-]+\\.)? arxiv\\.org / (?:abs|pdf|html|format|src|e-print) /
              | https?:// (?:www\\.)? huggingface\\.co / papers /
              | (?: https?:// (?:dx\\.)? doi\\.org / | doi: \\s* )? 10\\.48550/arXiv\\.
              | oai:arXiv\\.org:
              | arXiv: \\s*
            )?
            (?: (?<fresh> NEW_STYLE ) | (?<archive> [a-z]+ (?:-[a-z]{2,})? ) (?: \\. [a-z-]{2,} )? / (?<number> \\d{7} ) )
            (?: v [1-9] \\d* )?
            (?: \\.pdf | / )?
            (?: [?\\#] \\S* )?
            (?: \\s* \\[ [^\\]]* \\] )?
            """.replace("NEW_STYLE", NEW_STYLE), Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);

    public PaperId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("no id");
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the id is %d characters long; at most %d are taken".formatted(value.length(), LONGEST));
        }
    }

    /** Like {@link #of}, but empty for what cannot be an id. */
    public static Optional<PaperId> parse(String raw) {
        try {
            return raw.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(of(raw));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** Reads an id, an address, a DOI or an OAI name, with or without version. */
    public static PaperId of(String raw) {
        String typed = raw == null ? "" : raw.strip();
        // Addresses with long queries are legal arXiv addresses, but nobody needs more than this to be looked at.
        if (typed.length() > 1000) {
            return new PaperId(typed);
        }
        Matcher arxiv = ARXIV.matcher(typed);
        if (!arxiv.matches()) {
            return new PaperId(typed);
        }
        String fresh = arxiv.group("fresh");
        return new PaperId(
                fresh != null ? fresh : arxiv.group("archive").toLowerCase(Locale.ROOT) + "/" + arxiv.group("number"));
    }

    public boolean isArxiv() {
        return CANONICAL.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
