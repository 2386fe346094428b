package dev.paperboy.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRequestTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,localhost:8080",
        "127.0.0.1,127.0.0.1:8080",
        "127.0.0.1,LOCALHOST",
        "0:0:0:0:0:0:0:1,[::1]:8080",
        "::1,[::1]",
        "::ffff:127.0.0.1,localhost"
    })
    void thisMachineByItsOwnNameMayLook(String address, String host) {
        assertThat(new LocalRequest(address, host, false).isFromThisMachine()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,localhost:8080",
        "2001:db8::1,[::1]",
        "127.0.0.1,papers.example.org",
        "127.0.0.1,localhost.example.net:8080",
        "127.0.0.1,127.0.0.1.example.net",
        "localhost,localhost",
        ",localhost",
        "127.0.0.1,"
    })
    void nobodyElseMay(String address, String host) {
        assertThat(new LocalRequest(address, host, false).isFromThisMachine()).isFalse();
    }

    @Test
    void proxyOnThisMachineSpeaksForSomebodyElse() {
        assertThat(new LocalRequest("127.0.0.1", "localhost", true).isFromThisMachine())
                .isFalse();
    }
}
