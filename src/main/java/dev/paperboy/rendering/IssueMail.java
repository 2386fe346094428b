package dev.paperboy.rendering;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One issue, rendered as far as its readers share it. Immutable: any number of threads may compose at once. */
public final class IssueMail {

    static final int LONGEST_SUBJECT = 120;

    private static final int ROOM_FOR_SLOTS = 2_000;

    private static final int LONGEST_PREHEADER = 140;

    /** Titles named in the preheader; more would not be seen in any list of mails. */
    private static final int TITLES_AHEAD = 3;

    private final IssueWording wording;
    private final Piece htmlHead;
    private final Piece htmlFoot;
    private final Piece textHead;
    private final Piece textFoot;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();

    IssueMail(
            IssueWording wording, Piece htmlHead, Piece htmlFoot, Piece textHead, Piece textFoot, List<Entry> entries) {
        this.wording = wording;
        this.htmlHead = htmlHead;
        this.htmlFoot = htmlFoot;
        this.textHead = textHead;
        this.textFoot = textFoot;
        entries.forEach(entry -> this.entries.put(entry.position(), entry));
    }

    /**
     * The mail of one reader.
     *
     * @param positions the papers this reader gets, by their position in the issue, in the reader's own order; they are
     *     numbered 1 to n in that order
     * @throws IllegalArgumentException when there is no paper to show, or a position is not in the issue
     */
    public RenderedMail compose(ReaderSlots reader, List<Integer> positions) {
        var chosen = positions.stream().map(this::entry).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("A mail without papers is not composed");
        }
        var subject = wording.subject(chosen.size(), chosen.getFirst().title());
        return new RenderedMail(subject, html(reader, chosen, subject), text(reader, chosen));
    }

    private Entry entry(int position) {
        var entry = entries.get(position);
        if (entry == null) {
            throw new IllegalArgumentException("No paper at position " + position + " of this issue");
        }
        return entry;
    }

    private String html(ReaderSlots reader, List<Entry> chosen, String subject) {
        var values = new EnumMap<Slot, String>(Slot.class);
        values.put(Slot.SUBJECT, ForeignText.html(subject));
        values.put(Slot.PREHEADER, ForeignText.html(preheader(chosen)));
        values.put(Slot.COUNT, wording.count(chosen.size()));
        values.put(Slot.CHOICE, ForeignText.html(ForeignText.oneLine(reader.choice())));
        values.put(Slot.WEB_URL, ForeignText.html(reader.webUrl()));
        values.put(Slot.PREFERENCES_URL, ForeignText.html(reader.preferencesUrl()));
        values.put(Slot.UNSUBSCRIBE_URL, ForeignText.html(reader.unsubscribeUrl()));
        var html = new StringBuilder(htmlHead.length()
                + htmlFoot.length()
                + chosen.stream().mapToInt(entry -> entry.html().length()).sum()
                + ROOM_FOR_SLOTS);
        htmlHead.fillInto(html, values);
        for (int i = 0; i < chosen.size(); i++) {
            values.put(Slot.RANK, String.valueOf(i + 1));
            chosen.get(i).html().fillInto(html, values);
        }
        htmlFoot.fillInto(html, values);
        return html.toString();
    }

    private String text(ReaderSlots reader, List<Entry> chosen) {
        var values = new EnumMap<Slot, String>(Slot.class);
        values.put(Slot.COUNT, wording.count(chosen.size()));
        values.put(
                Slot.CHOICE,
                PlainLines.wrap(ForeignText.oneLine(reader.choice())).stripTrailing());
        values.put(Slot.WEB_URL, reader.webUrl());
        values.put(Slot.PREFERENCES_URL, reader.preferencesUrl());
        values.put(Slot.UNSUBSCRIBE_URL, reader.unsubscribeUrl());
        var text = new StringBuilder(textHead.length()
                + textFoot.length()
                + chosen.stream().mapToInt(entry -> entry.text().length()).sum()
                + ROOM_FOR_SLOTS);
        textHead.fillInto(text, values);
        for (int i = 0; i < chosen.size(); i++) {
            values.put(Slot.RANK, i < 9 ? (i + 1) + ".  " : (i + 1) + ". ");
            chosen.get(i).text().fillInto(text, values);
        }
        textFoot.fillInto(text, values);
        return text.toString();
    }

    private static String preheader(List<Entry> chosen) {
        var titles = chosen.stream().limit(TITLES_AHEAD).map(Entry::title).collect(Collectors.joining(" · "));
        return ForeignText.cut(titles, LONGEST_PREHEADER);
    }

    /** One paper of the issue, rendered both ways; only its number is open. */
    record Entry(int position, String title, Piece html, Piece text) {}
}
