package dev.paperboy.rendering;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What was made for one reader and will do for others; so many at most, so that a million different readers do not fill memory. */
final class Remembered<K, V> {

    private final int most;
    private final Function<K, V> made;
    private final Map<K, V> known = new ConcurrentHashMap<>();

    Remembered(int most, Function<K, V> made) {
        this.most = most;
        this.made = made;
    }

    V of(K key) {
        V remembered = known.get(key);
        if (remembered != null) {
            return remembered;
        }
        V fresh = made.apply(key);
        if (known.size() < most) {
            known.put(key, fresh);
        }
        return fresh;
    }
}
