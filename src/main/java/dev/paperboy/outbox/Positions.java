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
        if (bytes == null) {
            return List.of();
        }
        BitSet bits = BitSet.valueOf(bytes);
        Integer[] positions = new Integer[bits.cardinality()];
        int position = -1;
        // The past papers of every reader are read so, and a stream of them was most of what that took here.
        for (int i = 0; i < positions.length; i++) {
            position = bits.nextSetBit(position + 1);
            positions[i] = position;
        }
        return List.of(positions);
    }
}
