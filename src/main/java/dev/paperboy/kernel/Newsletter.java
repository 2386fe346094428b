package dev.paperboy.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** What this newsletter is called, where it lives and who it is from. */
@ConfigMapping(prefix = "paperboy")
public interface Newsletter {

    /** Base of every link in pages and mails. Mails that are out keep the address they were sent with. */
    @WithDefault("http://localhost:8080")
    @WithConverter(PublicUrlConverter.class)
    URI publicUrl();

    @WithDefault("Daily Papers")
    String name();

    @WithDefault("Daily Papers <papers@localhost>")
    @WithConverter(SenderConverter.class)
    Sender from();

    /** Printed in every footer; the law asks bulk senders for one (CAN-SPAM). */
    Optional<String> postalAddress();

    /** The home zone: it decides what "today" is, for the schedule and for the archive. */
    @WithDefault("UTC")
    @WithConverter(ZoneConverter.class)
    ZoneId zone();

    /** H2 file, mailbox and secret. Keep it, back it up: signed links die with the secret. */
    @WithDefault("./data")
    @WithConverter(FolderConverter.class)
    Path dataDir();

    /** Key for signed links; made once and kept in the data directory when not given. Several nodes must share one. */
    Optional<String> secret();
}
