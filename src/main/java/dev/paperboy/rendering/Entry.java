package dev.paperboy.rendering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One paper of an issue, rendered and encoded both ways; its number and its reason are open. */
final class Entry {

    /** Titles named in the preheader; more would not be seen in any list of mails. */
    static final int TITLES_AHEAD = 3;

    /** Room for each title when one, two or three are named: about 140 characters in all. */
    private static final int[] ROOM_AHEAD = {140, 68, 44};

    private static final int SHORTEST_MAIN_TITLE = 15;

    private static final Both<byte[]> NO_REASON = new Both<>(new byte[0], new byte[0]);

    private final int position;
    private final String title;
    private final Both<Piece> card;
    private final Reasons reasons;
    private final ReasonLine line;
    private final Both<byte[]> usualReason;
    private final Map<String, Both<byte[]>> reasonByTopic = new HashMap<>();
    private final List<byte[]> ahead = new ArrayList<>();

    Entry(int position, String title, Both<Piece> card, Reasons reasons, ReasonLine line) {
        this.position = position;
        this.title = title;
        this.card = card;
        this.reasons = reasons;
        this.line = line;
        this.usualReason = reasons.usual().isEmpty() ? NO_REASON : line.saying(reasons.usual());
        reasons.byTopic().forEach((slug, sentence) -> reasonByTopic.put(slug, line.saying(sentence)));
        for (int room : ROOM_AHEAD) {
            ahead.add(QuotedPrintable.encoded(ForeignText.html(shortened(title, room))));
        }
    }

    int position() {
        return position;
    }

    String title() {
        return title;
    }

    Piece card(Format format) {
        return card.in(format);
    }

    /** Whole lines; none when there is nothing to say. */
    Both<byte[]> reason(Placed placed) {
        return placed.wish().isEmpty()
                ? reasonByTopic.getOrDefault(placed.followed(), usualReason)
                : line.saying(reasons.forWords(placed.wish()));
    }

    /** The title for the preheader, encoded, cut so that as many titles fit. */
    byte[] ahead(int titles) {
        return ahead.get(titles - 1);
    }

    /** What stands before a colon is a title of its own where it says enough. */
    static String shortened(String title, int room) {
        int colon = title.indexOf(": ");
        boolean mainTitle = title.length() > room && colon >= SHORTEST_MAIN_TITLE && colon <= room;
        return mainTitle ? title.substring(0, colon) : ForeignText.cut(title, room);
    }
}
