package dev.paperboy.ingest;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Addresses that anybody may be sent to (<a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA
 * special-purpose addresses</a> are not). Whoever may type the address of a source must not reach the neighbours of
 * this machine with it.
 */
final class PublicAddresses implements Predicate<InetAddress> {

    @Override
    public boolean test(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        return a != 0 && a < 240 && !shared && !protocols && !benchmarks && !examples;
    }

    /** Of IPv6 only 2000::/3 is given out; what carries an IPv4 address is as public as that one. */
    private boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        if (first == 0x2002) {
            return isPublicWithin(bytes, 2);
        }
        if (first == 0x64 && second == 0xff9b) {
            boolean wellKnown = Arrays.equals(bytes, 4, 12, new byte[8], 0, 8);
            return wellKnown && isPublicWithin(bytes, 12);
        }
        boolean tunnelOrExample = first == 0x2001 && (second < 0x200 || second == 0xdb8);
        return (first & 0xe000) == 0x2000 && !tunnelOrExample;
    }

    private boolean isPublicWithin(byte[] bytes, int from) {
        try {
            return test(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
