package dev.paperboy.mailbox;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as far as the mailbox cares: it shows confirmation links of everybody.
 *
 * @param address the peer's IP address
 * @param host the Host header, with or without a port
 * @param forwarded whether a proxy says that it speaks for somebody else
 */
record LocalRequest(String address, String host, boolean forwarded) {

    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]+(%.*)?");

    static LocalRequest of(HttpServerRequest request) {
        String peer =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        String host = request.getHeader("Host");
        if (host == null && request.authority() != null) {
            host = request.authority().toString();
        }
        return new LocalRequest(peer, host, PROXY_HEADERS.stream().anyMatch(request.headers()::contains));
    }

    /** From this machine and by its own name, because a page elsewhere can point its name here (DNS rebinding). */
    boolean isFromThisMachine() {
        return !forwarded && isLoopback() && host != null && OWN_NAMES.contains(hostName());
    }

    private boolean isLoopback() {
        if (address == null || !IP_ADDRESS.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String hostName() {
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
