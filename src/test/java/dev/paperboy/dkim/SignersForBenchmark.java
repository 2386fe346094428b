package dev.paperboy.dkim;

import dev.paperboy.outbox.Signer;
import dev.paperboy.testsupport.ExampleNewsletter;
import java.nio.file.Path;
import java.time.Clock;

/** Signers with a fresh key of 2048 bits. */
public final class SignersForBenchmark {

    private SignersForBenchmark() {}

    public static Signer corretto(Path folder) {
        return signer(folder, DkimSettings.Provider.CORRETTO);
    }

    public static Signer jdk(Path folder) {
        return signer(folder, DkimSettings.Provider.JDK);
    }

    private static Signer signer(Path folder, DkimSettings.Provider provider) {
        Settings settings =
                Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048)).by(provider);
        return new DkimSigner(
                settings, new SigningKeys(settings), ExampleNewsletter.from("papers@example.org"), Clock.systemUTC());
    }
}
