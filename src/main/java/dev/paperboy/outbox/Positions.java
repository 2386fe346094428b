package dev.paperboy.outbox;

import java.util.BitSet;
import java.util.List;

/** Positions of an issue's entries, or numbers of its topics, as bits: up to a hundred papers in thirteen bytes. */
final class Positions {

    private Positions() {}

    static byte[] bytes(List<Integer> positions) {
        if (positions == null) {
            return null;
        }
        BitSet bits = new BitSet();
        positions.forEach(bits::set);
        return bits.toByteArray();
    }

    static List<Integer> list(byte[] bytes) {
        return bytes == null
                ? List.of()
                : BitSet.valueOf(bytes).stream().boxed().toList();
    }
}
