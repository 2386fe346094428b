package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.smtp.Mails.Mail;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThriftTest {

    private static final Logger LIBRARY = Logger.getLogger(SmtpLine.class.getPackageName());

    @BeforeEach
    void keepTheLibraryFromWritingEveryLineToTheLog() {
        LIBRARY.setLevel(Level.INFO);
    }

    @AfterEach
    void letItLogAsBefore() {
        LIBRARY.setLevel(null);
    }

    /** A million mails are sent from a small heap; nothing of a mail's own size may be made anew. */
    @Test
    void mailCostsLessThanFourKilobytesOfMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Rig rig = new Rig(true);
                SmtpLine line = rig.line()) {
            Mail mail = Mails.bulky("ada@example.com", 32 * 1024);
            send(line, mail, 20);

            long before = threads.getCurrentThreadAllocatedBytes();
            send(line, mail, 200);
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / 200;

            assertThat(each).isLessThan(4 * 1024);
        }
    }

    /** With Nagle's algorithm on, each of these waits 40 ms for a delayed acknowledgement: eight seconds in all. */
    @Test
    void mailsDoNotWaitForDelayedAcknowledgements() {
        try (Rig rig = new Rig(false);
                SmtpLine line = rig.line()) {
            Mail mail = Mails.bulky("ada@example.com", 32 * 1024);
            send(line, mail, 20);

            long start = System.nanoTime();
            send(line, mail, 200);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    private static void send(SmtpLine line, Mail mail, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(mail.through(line)).isInstanceOf(Accepted.class);
        }
    }
}
