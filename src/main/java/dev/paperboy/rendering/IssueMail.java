package dev.paperboy.rendering;

import dev.paperboy.kernel.MailBuffer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One issue, rendered and encoded as far as its readers share it: a reader's mail is spliced from these pieces and a few slots. Any number
 * of threads may write at once.
 */
public final class IssueMail {

    static final int LONGEST_SUBJECT = 120;

    private static final int MOST_OPENINGS = 4_000;
    private static final int MOST_CHOICES = 4_000;
    private static final int ROOM_FOR_PREHEADER = 256;
    private static final byte[] BETWEEN_TITLES = QuotedPrintable.encoded(" · ");

    private final Frames frames;
    private final Map<Integer, Entry> entries = new HashMap<>();
    private final List<Both<byte[]>> ranks;
    private final Remembered<Start, Opening> openings;
    private final Remembered<String, Both<byte[]>> choices = new Remembered<>(MOST_CHOICES, IssueMail::choice);
    private final Remembered<String, Both<byte[]>> webUrls = new Remembered<>(1, Both::slot);

    IssueMail(IssueWording wording, Frames frames, List<Entry> entries) {
        this.frames = frames;
        entries.forEach(entry -> this.entries.put(entry.position(), entry));
        this.ranks = IntStream.rangeClosed(1, entries.size())
                .mapToObj(rank -> Both.encoded(rank < 10 ? rank + ".  " : rank + ". ", String.valueOf(rank)))
                .toList();
        this.openings = new Remembered<>(
                MOST_OPENINGS,
                start -> Opening.of(wording, start.papers(), start.first().title()));
    }

    /** What surrounds the papers. */
    record Frames(MailHead header, Alternative body, Both<Piece> head, Both<Piece> foot) {}

    private record Start(int papers, Entry first) {}

    private static Both<byte[]> choice(String choice) {
        var line = ForeignText.oneLine(ForeignText.refusingControls(choice));
        return Both.encoded(PlainLines.hanging(line, 0), line);
    }

    /**
     * Writes the mail of one reader into an empty buffer. The same input gives the same bytes.
     *
     * @param papers what this reader gets, in the reader's own order; they are numbered 1 to n in that order
     * @throws IllegalArgumentException when there is no paper to show, when one is not in the issue, or when a value holds a control
     *     character
     */
    public void write(ReaderSlots reader, Letterhead letterhead, List<Placed> papers, MailBuffer mail) {
        var copy = copy(reader, papers);
        write(copy, copy.opening().subjectLine(), reader, letterhead, mail);
    }

    /** The same, marked in its subject as a test. */
    public void writeTest(ReaderSlots reader, Letterhead letterhead, List<Placed> papers, MailBuffer mail) {
        var copy = copy(reader, papers);
        write(copy, copy.opening().testSubjectLine(), reader, letterhead, mail);
    }

    private void write(Copy copy, byte[] subjectLine, ReaderSlots reader, Letterhead letterhead, MailBuffer mail) {
        frames.header().appendTo(mail, letterhead, subjectLine, reader.unsubscribeUrl());
        frames.body().beginText(mail);
        append(copy, Format.TEXT, mail);
        frames.body().beginHtml(mail);
        append(copy, Format.HTML, mail);
        frames.body().end(mail);
    }

    /** The same mail for the eye: what its parts say once they are decoded. */
    public RenderedMail compose(ReaderSlots reader, List<Placed> papers) {
        var copy = copy(reader, papers);
        return new RenderedMail(copy.opening().subject(), decoded(copy, Format.HTML), decoded(copy, Format.TEXT));
    }

    private String decoded(Copy copy, Format format) {
        var part = new MailBuffer();
        append(copy, format, part);
        return QuotedPrintable.decoded(part.copy());
    }

    private Copy copy(ReaderSlots reader, List<Placed> papers) {
        if (papers.isEmpty() || papers.size() > entries.size()) {
            throw new IllegalArgumentException(papers.size() + " papers of " + entries.size() + " are not composed");
        }
        var chosen = new ArrayList<Chosen>(papers.size());
        for (var placed : papers) {
            var entry = entry(placed.position());
            chosen.add(new Chosen(entry, entry.reason(placed)));
        }
        var opening = openings.of(new Start(papers.size(), chosen.getFirst().entry()));
        var slots = new EnumMap<Slot, Both<byte[]>>(Slot.class);
        slots.put(Slot.SUBJECT, opening.title());
        slots.put(Slot.PREHEADER, preheader(chosen));
        slots.put(Slot.COUNT, opening.count());
        slots.put(Slot.CHOICE, choices.of(reader.choice()));
        slots.put(Slot.WEB_URL, webUrls.of(reader.webUrl()));
        slots.put(Slot.PREFERENCES_URL, Both.slot(reader.preferencesUrl()));
        slots.put(Slot.UNSUBSCRIBE_URL, Both.slot(reader.unsubscribeUrl()));
        return new Copy(opening, chosen, slots);
    }

    private Entry entry(int position) {
        var entry = entries.get(position);
        if (entry == null) {
            throw new IllegalArgumentException("No paper at position " + position + " of this issue");
        }
        return entry;
    }

    private static Both<byte[]> preheader(List<Chosen> chosen) {
        int titles = Math.min(chosen.size(), Entry.TITLES_AHEAD);
        var ahead = new ByteArrayOutputStream(ROOM_FOR_PREHEADER);
        for (int i = 0; i < titles; i++) {
            if (i > 0) {
                ahead.writeBytes(BETWEEN_TITLES);
            }
            ahead.writeBytes(chosen.get(i).entry().ahead(titles));
        }
        return Both.same(ahead.toByteArray());
    }

    private void append(Copy copy, Format format, MailBuffer mail) {
        var slots = copy.slots();
        frames.head().in(format).appendTo(mail, slots, format);
        for (int i = 0; i < copy.chosen().size(); i++) {
            var chosen = copy.chosen().get(i);
            slots.put(Slot.RANK, ranks.get(i));
            slots.put(Slot.REASON, chosen.reason());
            chosen.entry().card(format).appendTo(mail, slots, format);
        }
        frames.foot().in(format).appendTo(mail, slots, format);
    }

    /** All that is not shared by the readers, encoded. */
    private record Copy(Opening opening, List<Chosen> chosen, Map<Slot, Both<byte[]>> slots) {}

    private record Chosen(Entry entry, Both<byte[]> reason) {}
}
