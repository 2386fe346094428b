package dev.paperboy.dkim;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A relay as the settings name it. We see the machine that takes our mail, not the one that hands it on. */
sealed interface RelayHost {

    /** What the settings say. */
    String given();

    /** A name that receivers can look up. */
    record Named(String given) implements RelayHost {}

    /** An address that receivers can see. */
    record Addressed(String given, InetAddress address) implements RelayHost {

        /** Its mechanism in an SPF record (RFC 7208 §5.6). */
        String mechanism() {
            return (address instanceof Inet4Address ? "ip4:" : "ip6:") + given;
        }

        /** Where its PTR record stands (RFC 1035 §3.5, RFC 3596 §2.5). */
        String pointerName() {
            return address instanceof Inet4Address
                    ? backwards(List.of(given.split("\\.")), ".in-addr.arpa")
                    : backwards(
                            List.of(HexFormat.of()
                                    .formatHex(address.getAddress())
                                    .split("")),
                            ".ip6.arpa");
        }

        private static String backwards(List<String> parts, String zone) {
            return parts.reversed().stream().collect(Collectors.joining(".", "", zone));
        }
    }

    /** This machine, or one of its network: mail leaves that by another address. */
    record Inside(String given) implements RelayHost {}

    static RelayHost of(String setting) {
        String host = setting.strip().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return isInside(address) ? new Inside(host) : new Addressed(host, address);
        } catch (IllegalArgumentException name) {
            return host.contains(".") ? new Named(host) : new Inside(host);
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean shared = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64;
        boolean unique = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
        return shared
                || unique
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress();
    }
}
