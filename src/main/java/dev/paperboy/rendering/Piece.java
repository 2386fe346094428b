package dev.paperboy.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A rendered text, cut at its slots once, so that filling it for a reader is plain copying. */
record Piece(List<String> texts, List<Slot> slots) {

    static Piece cut(String rendered) {
        var texts = new ArrayList<String>();
        var slots = new ArrayList<Slot>();
        int from = 0;
        for (int edge = rendered.indexOf(Slot.EDGE); edge >= 0; edge = rendered.indexOf(Slot.EDGE, from)) {
            texts.add(rendered.substring(from, edge));
            slots.add(Slot.named(rendered.charAt(edge + 1)));
            from = edge + 3;
        }
        texts.add(rendered.substring(from));
        return new Piece(List.copyOf(texts), List.copyOf(slots));
    }

    void fillInto(StringBuilder mail, Map<Slot, String> values) {
        for (int i = 0; i < slots.size(); i++) {
            mail.append(texts.get(i)).append(values.get(slots.get(i)));
        }
        mail.append(texts.getLast());
    }

    int length() {
        return texts.stream().mapToInt(String::length).sum();
    }
}
