package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInPagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/issues/weekly/2026-11-28",
                "/console/issues/2026-11-23/preview?topic=agents&reader=ada%40example.org",
                "/console/deliveries?status=uncertain&issue=7"
            })
    void signingInLeadsToThePageThatWasAskedFor(String next) {
        assertThat(SignInPages.inside(Optional.of(next))).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/papers/2026-11-23",
                "//example.org/console/issues",
                "https://example.org/console/issues",
                "/console//example.org",
                "/console/../papers/2026-11-23",
                "/console\\example.org",
                "/console/issues\r\nSet-Cookie: a=b",
                "/console/login?next=/console/login",
                "/consoles"
            })
    void nothingButAPageOfTheNewsroomIsLedTo(String next) {
        assertThat(SignInPages.inside(Optional.of(next))).isEqualTo("/console/issues");
    }

    @Test
    void withoutAWishItLeadsToTheIssues() {
        assertThat(SignInPages.inside(Optional.empty())).isEqualTo("/console/issues");
    }
}
