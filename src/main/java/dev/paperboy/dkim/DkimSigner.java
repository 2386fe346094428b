package dev.paperboy.dkim;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Signer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;

@ApplicationScoped
class DkimSigner implements Signer {

    /** As many as connections usually are; a thread that finds none makes its own. */
    private static final int DESKS = 32;

    private final SigningKeys keys;
    private final Crypto crypto;
    private final Newsletter newsletter;
    private final Clock clock;
    private final ArrayBlockingQueue<Desk> desks = new ArrayBlockingQueue<>(DESKS);

    DkimSigner(DkimSettings settings, SigningKeys keys, Newsletter newsletter, Clock clock) {
        this.keys = keys;
        this.newsletter = newsletter;
        this.clock = clock;
        // The provider takes its time to load, and costs memory: only who signs has it.
        DkimSettings.Provider wanted = keys.list().isEmpty() ? DkimSettings.Provider.JDK : settings.provider();
        this.crypto = Crypto.choose(wanted, keys.list(), DkimSigner.class.getClassLoader());
    }

    /** Makes this bean at the start, so that settings that cannot work stop it there and not at the first mail. */
    void announce(@Observes StartupEvent started) {
        if (keys.domain().isEmpty()) {
            Log.info(keys.described());
            return;
        }
        Log.infof("%s by %s", keys.described(), crypto.says());
        warnings().forEach(Log::warn);
    }

    /** What works, but not as well as it could. */
    List<String> warnings() {
        return Stream.of(
                        keys.shortKey(),
                        keys.misaligned(newsletter.from().address().domain()))
                .flatMap(Optional::stream)
                .map(wrong -> wrong.says() + ". " + wrong.next())
                .toList();
    }

    @Override
    public void sign(MailBuffer mail) {
        if (keys.list().isEmpty()) {
            return;
        }
        if (mail.bodyStart() < 0) {
            throw new IllegalArgumentException("a mail without a body cannot be signed");
        }
        try {
            Desk free = desks.poll();
            Desk desk = free != null ? free : new Desk(crypto, keys.domain().orElseThrow(), keys.list());
            mail.prepend(desk.sign(mail, clock.instant().getEpochSecond()));
            // After a failure a desk is not put back: a signature that was begun would reach into the next.
            desks.offer(desk);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the mail could not be signed: " + failed.getMessage(), failed);
        }
    }
}
