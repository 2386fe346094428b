package dev.paperboy.smtp;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Witness;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A transport that remembers the stage it has reached and the reply it got there. The exceptions of the library do not
 * tell a timeout before the final dot from one after it, and the RSET that follows a failure overwrites the reply.
 */
class StagedTransport extends SMTPTransport {

    private final QuickSockets sockets;
    private final Patience patience;
    private final ReadyMessage message;
    private final InternetAddress recipient = new InternetAddress();
    private final Address[] recipients = {recipient};
    private Stage stage = Stage.GREETING;
    private SmtpReply reply;
    private boolean listening = true;
    private boolean awaitsReset;
    private boolean resetRefused;
    private boolean addressesNeedUtf8;
    private Witness witness;
    private boolean withdrawn;

    StagedTransport(Session session, URLName relay, QuickSockets sockets, Patience patience) {
        super(session, relay);
        this.sockets = sockets;
        this.patience = patience;
        this.message = new ReadyMessage(session, this::hearLastWords);
    }

    /** A relay that turns us away at EHLO need not be asked again with HELO. */
    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        boolean understood = super.ehlo(domain);
        if (reply != null && reply.hangsUp()) {
            throw new MessagingException(reply.text());
        }
        return understood;
    }

    /**
     * Hands over one mail. How far it came is in {@link #stage}, {@link #reply} and {@link #withdrawn} afterwards, whether
     * this throws or not.
     *
     * @param needsUtf8 whether an address has letters beyond ASCII
     * @param dots how many of its lines begin with a dot
     */
    synchronized void deliver(Envelope envelope, boolean needsUtf8, MailBuffer mail, int dots, Witness witness)
            throws MessagingException, IOException {
        this.addressesNeedUtf8 = needsUtf8;
        this.witness = witness;
        this.withdrawn = false;
        this.listening = true;
        enter(Stage.MAIL);
        handOver(envelope, needsUtf8, mail, dots);
    }

    /** The library's way, command by command. */
    void handOver(Envelope envelope, boolean needsUtf8, MailBuffer mail, int dots)
            throws MessagingException, IOException {
        message.carry(envelope, mail);
        recipient.setAddress(envelope.to().value());
        sendMessage(message, recipients);
    }

    /** The next reply, which counts for no stage yet; null when the relay has hung up instead. */
    SmtpReply hear() throws MessagingException {
        int code = super.readServerResponse();
        String lines = getLastServerResponse();
        return code < 0 && "[EOF]".equals(lines) ? null : new SmtpReply(code, lines);
    }

    /** A relay that hangs up in the middle of a mail may have said why. */
    void hearLastWords() {
        sockets.expectWithin(patience.connect());
        try {
            SmtpReply said = hear();
            reply = said != null && (said.defers() || said.refuses()) ? said : null;
        } catch (MessagingException silent) {
            reply = null;
        }
    }

    /** To be asked right before the write that carries the end of the mail. */
    boolean mayFinish() {
        withdrawn = true;
        withdrawn = !witness.mayFinish();
        return !withdrawn;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        Optional<Stage> next = Stage.startedBy(command);
        listening = next.isPresent();
        if (listening && next.get() == Stage.DOT) {
            sendDot(command);
            return;
        }
        awaitsReset = command.equals("RSET");
        next.ifPresent(this::enter);
        sockets.expectWithin(patience.reply());
        super.sendCommand(command);
    }

    private void sendDot(String dot) throws MessagingException {
        if (!mayFinish()) {
            throw new MessagingException("withdrawn", new IOException("the mail must not be ended"));
        }
        enter(Stage.DOT);
        try {
            super.sendCommand(dot);
        } catch (MessagingException broken) {
            hearLastWords();
            throw broken;
        }
        sockets.expectWithin(patience.finalReply());
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        if (stage == Stage.GREETING) {
            sockets.expectWithin(patience.reply());
        }
        boolean counts = listening;
        boolean resetting = awaitsReset;
        awaitsReset = false;
        int code = super.readServerResponse();
        resetRefused |= resetting && (code < 200 || code >= 300);
        if (counts && !"[EOF]".equals(getLastServerResponse())) {
            reply = new SmtpReply(code, getLastServerResponse());
        }
        if (counts && stage == Stage.DATA && code == 354) {
            enter(Stage.BODY);
            sockets.expectWithin(patience.body());
        }
        return code;
    }

    void enter(Stage next) {
        stage = next;
        reply = null;
    }

    /** The reply that counts at this stage. */
    void take(SmtpReply heard) {
        reply = heard;
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

    Stage stage() {
        return stage;
    }

    /** The reply at this stage, if one was read. */
    Optional<SmtpReply> reply() {
        return Optional.ofNullable(reply);
    }

    /** The witness did not let the mail end, or threw. */
    boolean withdrawn() {
        return withdrawn;
    }

    /** No further mail can go this way. */
    boolean over() {
        return resetRefused || reply != null && reply.hangsUp();
    }
}
