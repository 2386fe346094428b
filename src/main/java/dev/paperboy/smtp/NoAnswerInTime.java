package dev.paperboy.smtp;

/** We have waited as long as we may, and hung up. */
class NoAnswerInTime extends Exception {

    NoAnswerInTime(Exception hungUp) {
        super(hungUp);
    }
}
