package dev.paperboy.console;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The first operator. */
@ConfigMapping(prefix = "paperboy.admin")
interface AdminSettings {

    /**
     * Password of the operator {@code admin}, at least 8 characters. It wins over the stored one at every start:
     * a way back in for who forgot it. Without it a password is made up at the first start and logged once.
     */
    Optional<String> password();
}
