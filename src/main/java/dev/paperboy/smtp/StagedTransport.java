package dev.paperboy.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A transport that remembers the stage it has reached and the reply it got there. The exceptions of the library do not
 * tell a timeout before the final dot from one after it, and the RSET that follows a failure overwrites the reply.
 */
class StagedTransport extends SMTPTransport {

    private final QuickSockets sockets;
    private final Patience patience;
    private final ScheduledExecutorService watch;
    private Stage stage = Stage.GREETING;
    private SmtpReply reply;
    private boolean listening = true;
    private boolean addressesNeedUtf8;
    private Future<?> bodyWatch;

    StagedTransport(
            Session session, URLName relay, QuickSockets sockets, Patience patience, ScheduledExecutorService watch) {
        super(session, relay);
        this.sockets = sockets;
        this.patience = patience;
        this.watch = watch;
    }

    synchronized void begin(Letter letter) {
        stage = Stage.MAIL;
        reply = null;
        listening = true;
        addressesNeedUtf8 = letter.addressesNeedUtf8();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        Optional<Stage> next = Stage.startedBy(command);
        listening = next.isPresent();
        if (next.isPresent() && next.get() != Stage.DOT) {
            enter(next.get());
        }
        super.sendCommand(command);
        if (next.isPresent() && next.get() == Stage.DOT) {
            // Only now: as long as the network has not taken the last byte, the dot has not left.
            enter(Stage.DOT);
            stopBodyWatch();
            sockets.waitForReplies(patience.finalReply());
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        boolean counts = listening;
        int code = super.readServerResponse();
        if (counts && !"[EOF]".equals(getLastServerResponse())) {
            reply = SmtpReply.of(code, getLastServerResponse());
        }
        if (stage == Stage.DOT) {
            sockets.waitForReplies(patience.reply());
        }
        if (counts && stage == Stage.DATA && code == 354) {
            enter(Stage.BODY);
            // A read timeout does not end a write to a relay that has stopped reading.
            bodyWatch = watch.schedule(sockets::cut, patience.body().toMillis(), TimeUnit.MILLISECONDS);
        }
        return code;
    }

    private void enter(Stage next) {
        stage = next;
        reply = null;
    }

    /** Hides SMTPUTF8 unless an address needs it: asking for it makes mail undeliverable at older servers. */
    @Override
    public boolean supportsExtension(String extension) {
        if (!extension.equals("SMTPUTF8")) {
            return super.supportsExtension(extension);
        }
        // While connecting, the library asks only to log that it is missing.
        return stage.compareTo(Stage.MAIL) < 0 || addressesNeedUtf8 && takesForeignAddresses();
    }

    boolean takesForeignAddresses() {
        return super.supportsExtension("SMTPUTF8");
    }

    void stopBodyWatch() {
        if (bodyWatch != null) {
            bodyWatch.cancel(false);
            bodyWatch = null;
        }
    }

    /** Ends the connection without a goodbye, for when the relay may not be listening any more. */
    void cut() {
        stopBodyWatch();
        sockets.cut();
    }

    Stage stage() {
        return stage;
    }

    /** The reply at this stage, if one was read. */
    Optional<SmtpReply> reply() {
        return Optional.ofNullable(reply);
    }
}
