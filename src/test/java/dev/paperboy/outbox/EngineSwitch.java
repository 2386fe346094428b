package dev.paperboy.outbox;

import jakarta.enterprise.context.ApplicationScoped;

/** Ends the engine as a process does that is told to end, and starts it as the next process would. */
@ApplicationScoped
public class EngineSwitch {

    private final Engine engine;

    EngineSwitch(Engine engine) {
        this.engine = engine;
    }

    public void off() throws InterruptedException {
        engine.drain();
    }

    public void on() {
        engine.start();
    }
}
