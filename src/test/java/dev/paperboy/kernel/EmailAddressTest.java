package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void blanksAndLettersOfEitherCaseMakeOneAddress() {
        assertThat(EmailAddress.parse("  Ada.Lovelace@Example.ORG "))
                .contains(new EmailAddress("ada.lovelace@example.org"));
    }

    @Test
    void aDomainInAnotherScriptIsKeptInItsMailForm() {
        assertThat(EmailAddress.parse("grüße@bücher.example").orElseThrow().value())
                .isEqualTo("grüße@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@example.org",
                "ada@",
                "ada@@example.org",
                "ada@-example.org",
                "ada@exa mple.org",
                "a b@example.org",
                "ada@example..org",
                "ada@example-.org",
                "ada@example.org.",
                "ada..lovelace@example.org",
                ".ada@example.org",
                "ada.@example.org",
                "ada@example.org\r\nBcc: bob@example.org",
                "<ada@example.org>",
                "\"ada\"@example.org",
                "ada@[127.0.0.1]",
                "ada@example.org, bob@example.org"
            })
    void whatIsNotAnAddressIsNotTaken(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada@localhost", "ada--l@exa--mple.org", "ada-@example.org", "a.d+a_1@x1.example.org", "'@e.org"
            })
    void unusualAddressesAreTaken(String typed) {
        assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(typed));
    }

    @Test
    void partsThatAreTooLongAreNotTaken() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.parse("ada@" + "a.".repeat(130) + "org")).isEmpty();
        assertThat(EmailAddress.parse("ada@" + "a".repeat(63) + ".org")).isPresent();
        assertThat(EmailAddress.parse("ada@" + "a".repeat(64) + ".org")).isEmpty();
        assertThat(EmailAddress.parse(null)).isEmpty();
    }
}
