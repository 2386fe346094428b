package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::8.8.8.8"
            })
    void neighboursAreRefused(String address) {
        assertThat(new PublicAddresses().test(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.1.0.1",
                "198.20.0.1",
                "223.255.255.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void everybodyElseIsNot(String address) {
        assertThat(new PublicAddresses().test(InetAddress.ofLiteral(address))).isTrue();
    }
}
