package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;

/** Signs finished mails in place, where the newsletter signs at all. Safe for use by many threads. */
public interface Signer {

    void sign(MailBuffer mail);
}
