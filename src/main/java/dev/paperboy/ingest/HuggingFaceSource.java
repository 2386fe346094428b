package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Daily Papers lists of the last seven days (<a href="https://huggingface.co/docs/hub/api">Hub API</a>,
 * {@code /api/daily_papers}). Older days are read again on every look, so that their counts move.
 */
record HuggingFaceSource(String name, WebSource web, Duration every, Clock clock) implements Source {

    private static final int DAYS = 7;
    private static final int MOST_PAGES = 20;

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;(?:[^,<]*;)?\\s*rel=\"?next\"?");

    @Override
    public String description() {
        return "Daily Papers of " + web.shown();
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        // The lists are of UTC days, wherever the newsletter is at home.
        LocalDate newest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Problems problems = new Problems();
        int rows = 0;
        for (int age = 0; age < DAYS; age++) {
            LocalDate day = newest.minusDays(age);
            try {
                rows += readDay(day, sink);
            } catch (FetchFailure refused) {
                // Their clock may be behind ours, and then the newest day has not begun yet.
                boolean notYet = age == 0 && refused.status() == 400;
                if (!notYet) {
                    problems.add(refused);
                }
            } catch (IOException unreachable) {
                problems.add(unreachable);
            }
            if (problems.areOfTheWholeHost()) {
                break;
            }
        }
        // A weekend or a holiday is empty, but no whole week is: nobody would notice a list that has stopped.
        if (rows == 0 && problems.count() == 0) {
            problems.add(new FetchFailure(200, web.shown() + " answered with no papers for seven days"));
        }
        problems.tell();
    }

    /** How many rows the list of this day has, good and bad. */
    private int readDay(LocalDate day, BiConsumer<String, ParsedRow> sink) throws IOException {
        String path = "/api/daily_papers?date=" + day;
        Numbered rows = new Numbered(path, day, sink);
        Set<URI> read = new HashSet<>();
        Optional<URI> next = Optional.of(URI.create(web.base() + path + "&limit=100"));
        while (next.isPresent()) {
            if (!read.add(next.get()) || read.size() > MOST_PAGES) {
                throw new FetchFailure(200, "the list of " + day + " has page after page without end");
            }
            Answer page = web.get(next.get());
            if (!page.text().stripLeading().startsWith("[")) {
                throw new FetchFailure(
                        200, "the list of " + day + " is not JSON of the form expected, but " + kindOf(page));
            }
            new PaperFile(new ByteArrayInputStream(page.body()), day, name).read(rows::take);
            next = next(page);
        }
        return rows.number;
    }

    private static String kindOf(Answer page) {
        String type = page.header("Content-Type");
        return page.body().length == 0 ? "empty" : type.isEmpty() ? "something else" : RowFields.shortened(type, 80);
    }

    /** RFC 8288; a next page on another host is none. */
    private static Optional<URI> next(Answer page) {
        Matcher next = NEXT.matcher(String.join(", ", page.headers().allValues("Link")));
        if (!next.find()) {
            return Optional.empty();
        }
        try {
            URI url = page.url().resolve(next.group(1));
            return Optional.of(url).filter(other -> page.url().getHost().equals(other.getHost()));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** All of a list may stand in one line, so its rows are numbered through instead. */
    private static class Numbered {
        private final String place;
        private final LocalDate day;
        private final BiConsumer<String, ParsedRow> sink;
        private int number;

        Numbered(String place, LocalDate day, BiConsumer<String, ParsedRow> sink) {
            this.place = place;
            this.day = day;
            this.sink = sink;
        }

        void take(ParsedRow row) {
            // What is odd in a row comes after it and is no row of its own.
            number += row instanceof ParsedRow.Odd ? 0 : 1;
            ParsedRow numbered = row.at(number);
            sink.accept(
                    place,
                    numbered instanceof ParsedRow.Good good
                            ? new ParsedRow.Good(number, listed(good.paper()))
                            : numbered);
        }

        /** A row that names no list day has got the day of its publication, but it stands on this list. */
        private Paper listed(Paper paper) {
            return paper.listedOn().equals(paper.publishedOn()) ? paper.onListOf(day) : paper;
        }
    }
}
