package dev.paperboy.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailFrameTest {

    @Test
    void linksOpenInNewTabs() {
        assertThat(new MailFrame("<!DOCTYPE html><html><HEAD lang=\"en\"><title>x</title></HEAD></html>").page())
                .isEqualTo(
                        "<!DOCTYPE html><html><HEAD lang=\"en\"><base target=\"_blank\"><title>x</title></HEAD></html>");
    }

    @Test
    void fragmentBecomesAPage() {
        assertThat(new MailFrame("<header>x</header>").page())
                .startsWith("<!DOCTYPE html>")
                .endsWith("<base target=\"_blank\"><header>x</header>");
    }

    @Test
    void frameRunsNoScripts() {
        assertThat(MailFrame.POLICY)
                .contains("default-src 'none'")
                .doesNotContain("allow-scripts", "allow-same-origin");
    }
}
