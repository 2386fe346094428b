package dev.paperboy.outbox;

import java.time.Duration;

/**
 * How many connections a relay bears at this moment: half as many when it turns one away, and one more for every so many mails that it
 * takes (additive increase, multiplicative decrease).
 */
final class Crowd {

    private static final int MAILS_FOR_ONE_MORE = 100;
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final int most;
    private volatile int allowed;
    private int taken;
    private long shrunkAt = System.nanoTime() - PAUSE;

    Crowd(int most) {
        this.most = most;
        this.allowed = most;
    }

    int most() {
        return most;
    }

    int allowed() {
        return allowed;
    }

    /** Whether the worker of this number may go on. */
    boolean admits(int number) {
        return number < allowed;
    }

    /** Waits a little for the worker of this number to be admitted again. */
    synchronized void await(int number) throws InterruptedException {
        if (!admits(number)) {
            wait(500);
        }
    }

    /** Whether there is anything left to shrink to; turning away several connections at once counts once. */
    synchronized boolean shrink() {
        if (System.nanoTime() - shrunkAt < PAUSE) {
            return true;
        }
        shrunkAt = System.nanoTime();
        taken = 0;
        if (allowed == 1) {
            return false;
        }
        allowed = Math.max(1, allowed / 2);
        return true;
    }

    void grow() {
        if (allowed < most) {
            growByOne();
        }
    }

    private synchronized void growByOne() {
        if (++taken >= MAILS_FOR_ONE_MORE && allowed < most) {
            taken = 0;
            allowed++;
            notifyAll();
        }
    }
}
