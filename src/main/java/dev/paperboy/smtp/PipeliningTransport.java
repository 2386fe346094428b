package dev.paperboy.smtp;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Envelope;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Where the relay offers pipelining, a mail is two writes and two waits: the commands, then the whole mail with its dot
 * (RFC 2920). The library's own streams would copy it three times, line by line.
 */
class PipeliningTransport extends StagedTransport {

    private static final Stage[] GROUP = {Stage.MAIL, Stage.RCPT, Stage.DATA};

    private final QuickSockets sockets;
    private final Patience patience;
    private final CommandGroup commands = new CommandGroup();
    private final Wire wire = new Wire();
    private boolean resetFirst;
    private boolean over;

    PipeliningTransport(Session session, URLName relay, QuickSockets sockets, Patience patience) {
        super(session, relay, sockets, patience);
        this.sockets = sockets;
        this.patience = patience;
    }

    @Override
    void handOver(Envelope envelope, boolean needsUtf8, MailBuffer mail, int dots)
            throws MessagingException, IOException {
        over = false;
        if (!supportsExtension("PIPELINING")) {
            super.handOver(envelope, needsUtf8, mail, dots);
            return;
        }
        // Until it has gone well, this mail is the last on its connection.
        over = true;
        OutputStream out = sockets.output();
        if (!goesAhead(envelope, needsUtf8, out) || !mayFinish()) {
            return;
        }
        enter(Stage.DOT);
        sockets.expectWithin(patience.body());
        try {
            wire.writeAll(mail, dots, out);
        } catch (IOException broken) {
            hearLastWords();
            throw broken;
        }
        sockets.expectWithin(patience.finalReply());
        SmtpReply last = hear();
        take(last);
        over = ends(last);
        resetFirst = over || !last.accepts();
    }

    /** Every reply is read, and the first that stops the mail counts (RFC 2920 §3.1). */
    private boolean goesAhead(Envelope envelope, boolean needsUtf8, OutputStream out)
            throws MessagingException, IOException {
        sockets.expectWithin(patience.reply());
        commands.write(envelope, resetFirst, needsUtf8, out);
        if (resetFirst) {
            SmtpReply reset = hear();
            if (ends(reset) || !reset.accepts()) {
                // Who does not forget the mail before takes no other on this connection; a new one is as good as if it
                // had hung up.
                take(ends(reset) ? reset : null);
                return false;
            }
        }
        resetFirst = true;
        boolean passes = true;
        SmtpReply heard = null;
        for (Stage next : GROUP) {
            sockets.expectWithin(patience.reply());
            heard = passes ? hearAt(next) : hear();
            if (ends(heard)) {
                return false;
            }
            passes = passes && next.passesWith(heard);
        }
        if (!passes) {
            over = heard.goesAhead() && !endWithoutMail(out);
        }
        return passes;
    }

    /** The relay turned the reader down and waits for the mail all the same: it gets a dot and nothing else. */
    private boolean endWithoutMail(OutputStream out) throws MessagingException, IOException {
        if (stage() != Stage.RCPT) {
            return false;
        }
        sockets.expectWithin(patience.reply());
        wire.writeEnd(out);
        return !ends(hear());
    }

    private SmtpReply hearAt(Stage next) throws MessagingException {
        enter(next);
        SmtpReply heard = hear();
        take(heard);
        return heard;
    }

    private static boolean ends(SmtpReply reply) {
        return reply == null || reply.code() < 0 || reply.hangsUp();
    }

    @Override
    boolean over() {
        return over || super.over();
    }
}
