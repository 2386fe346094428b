package dev.paperboy.dispatch;

/** What became of an operator's wish to send something again. */
public sealed interface Resend {

    /** @param mails how many are in the queue again; none, where nothing was failed or in doubt any more */
    record Queued(long mails) implements Resend {}

    /** It has failed, and other mails have brought all of its papers since. */
    record HadSince() implements Resend {}

    /**
     * Its reader has left, is paused, must not be written to or has confirmed already, so that it would be skipped, and what is known of it
     * lost.
     */
    record Unwelcome() implements Resend {}

    /** An issue is being sealed, which may be about to bring the same papers. */
    record Sealing() implements Resend {}

    /** Their issue was cancelled, so none of it goes out, and what is known of its mails stays written. */
    record Cancelled() implements Resend {}
}
