package dev.paperboy.dkim;

import static dev.paperboy.dkim.Signing.BODY;
import static dev.paperboy.dkim.Signing.HEADER;
import static dev.paperboy.dkim.Signing.buffer;
import static dev.paperboy.dkim.Signing.fill;
import static dev.paperboy.dkim.Signing.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.dkim.DkimSettings.Provider;
import dev.paperboy.kernel.MailBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The signer at work: again and again, by many threads, with keys and settings of every kind. */
class DkimSignerTest {

    @TempDir
    Path folder;

    private Settings settings;
    private Signing signing;

    @BeforeEach
    void openForBusiness() {
        settings = Signing.withBothKeys(folder);
        signing = Signing.by(settings);
    }

    @Test
    void signingAgainInTheSameBufferIsLikeTheFirstTime() {
        MailBuffer buffer = buffer(HEADER, "a longer body, ".repeat(500));
        signing.signer().sign(buffer);
        buffer.clear();
        fill(buffer, HEADER, BODY);
        signing.signer().sign(buffer);
        assertThat(buffer.copy()).isEqualTo(signing.signed(HEADER, BODY));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "JDK"})
    void manyThreadsSignAtOnce(Provider provider) throws ExecutionException, InterruptedException {
        signing = Signing.by(settings.by(provider));
        List<Future<byte[]>> mails = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200)
                    .forEach(i ->
                            mails.add(readers.submit(() -> signing.signed(HEADER + "X-N: " + i + "\r\n", BODY + i))));
        }
        for (Future<byte[]> mail : mails) {
            signing.assertVerifies(mail.get());
        }
    }

    @Test
    void withoutADomainNothingIsSigned() {
        signing = Signing.by(Settings.none());
        assertThat(text(signing.signed(HEADER, BODY))).isEqualTo(HEADER + "\r\n" + BODY);
        assertThat(signing.keys().described()).isEqualTo("Mail is not signed here; DKIM is left to the relay");
    }

    @Test
    void aMailWithoutABodyIsRefusedAndTheNextIsSigned() {
        MailBuffer open = new MailBuffer();
        open.append(HEADER);
        assertThatThrownBy(() -> signing.signer().sign(open)).isInstanceOf(IllegalArgumentException.class);
        signing.assertVerifies(signing.signed(HEADER, BODY));
    }

    @Test
    void shortKeysAndForeignSendersAreWarnedOf() {
        assertThat(signing.signer().warnings()).isEmpty();
        signing = Signing.by(Settings.of("example.net", "p1", PemFiles.rsa(folder, 1024)));
        assertThat(signing.signer().warnings())
                .satisfiesExactly(
                        first -> assertThat(first).contains("1024 bits").contains("2048"), second -> assertThat(second)
                                .isEqualTo(
                                        "Mails are from example.org and signed for example.net, which DMARC does not count."
                                                + " Set paperboy.dkim.domain to example.org, or to a domain above it"));
        signing.assertVerifies(signing.signed(HEADER, BODY));
    }

    @Test
    void theLongestSignaturesHaveRoomInFrontOfTheMail() {
        signing = Signing.by(Settings.of("example.org", "p1", PemFiles.rsa(folder, 4096))
                .withEd25519("e1", PemFiles.ed25519(folder).toString()));
        signing.assertVerifies(signing.signed(HEADER, BODY));
    }
}
