package dev.paperboy.dispatch;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is done again and again: a step that cannot be taken stops no other, and says so once, not every fifteen seconds. */
@ApplicationScoped
class Steps {

    private final Map<String, String> stopped = new ConcurrentHashMap<>();

    void take(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException broken) {
            String why = broken.toString();
            if (!why.equals(stopped.put(what, why))) {
                Log.errorf(broken, "%s cannot go on; it is tried again", what);
            }
            return;
        }
        if (stopped.remove(what) != null) {
            Log.infof("%s goes on again", what);
        }
    }
}
