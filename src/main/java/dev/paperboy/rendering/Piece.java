package dev.paperboy.rendering;

import dev.paperboy.kernel.MailBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A rendered text, cut at its slots and encoded once, so that filling it for a reader is plain copying. */
record Piece(List<byte[]> chunks, List<Slot> slots) {

    static Piece cut(String rendered) {
        var chunks = new ArrayList<byte[]>();
        var slots = new ArrayList<Slot>();
        int from = 0;
        for (int edge = rendered.indexOf(Slot.EDGE); edge >= 0; edge = rendered.indexOf(Slot.EDGE, from)) {
            chunks.add(QuotedPrintable.encoded(rendered.substring(from, edge)));
            var slot = Slot.named(rendered.charAt(edge + 1));
            slots.add(slot);
            from = edge + 3;
            if (slot.endsItsLine() && rendered.startsWith("\n", from)) {
                from++;
            }
        }
        chunks.add(QuotedPrintable.encoded(rendered.substring(from)));
        return new Piece(List.copyOf(chunks), List.copyOf(slots));
    }

    /** @param values for every slot of this piece at least */
    void appendTo(MailBuffer mail, Map<Slot, Both<byte[]>> values, Format format) {
        for (int i = 0; i < slots.size(); i++) {
            mail.append(chunks.get(i));
            mail.append(values.get(slots.get(i)).in(format));
        }
        mail.append(chunks.getLast());
    }

    /** The whole piece where all its slots take the same value. */
    byte[] filled(byte[] value) {
        int length = slots.size() * value.length;
        for (var chunk : chunks) {
            length += chunk.length;
        }
        var filled = ByteBuffer.allocate(length);
        for (int i = 0; i < slots.size(); i++) {
            filled.put(chunks.get(i)).put(value);
        }
        return filled.put(chunks.getLast()).array();
    }
}
