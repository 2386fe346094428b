package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** Java would make fass.example of the first, and write to its owner (UTS 46, deviation characters). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@faß.example",
                "x@βόλος.example",
                "x@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example",
                "x@\u0dc1\u0dca\u200d\u0dbb\u0dd3.example"
            })
    void domainsThatAreReadInTwoWaysAreNotGuessedAt(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
        assertThat(EmailAddress.hint(typed)).get().asString().contains("begins with xn--");
        assertThatThrownBy(() -> Sender.parse("Papers <" + typed + ">")).hasMessageContaining("begins with xn--");
    }

    @Test
    void inTheFormOfTheDnsTheyAreTakenAndLocalPartsMayHaveAnyLetter() {
        assertThat(EmailAddress.parse("x@xn--fa-hia.example")).contains(new EmailAddress("x@xn--fa-hia.example"));
        assertThat(EmailAddress.parse("weiß@example.org")).contains(new EmailAddress("weiß@example.org"));
        assertThat(EmailAddress.hint("weiß@")).isEmpty();
        assertThat(EmailAddress.hint("nobody")).isEmpty();
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
