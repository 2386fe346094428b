package dev.paperboy.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Works out what to publish.
 *
 * @param from the domain of the sender's address
 * @param relay host name or address of the relay; empty while mail is only caught
 */
record Advice(String from, Optional<String> relay, SigningKeys keys) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String UNKNOWN_HOST = "HOST-THAT-DELIVERS";

    /** Whether the sender's domain can have records at all; {@code localhost} cannot. */
    boolean hasDomain() {
        return from.contains(".");
    }

    List<DnsRecord> records() {
        List<DnsRecord> records = new ArrayList<>();
        if (hasDomain()) {
            records.add(spf());
        }
        keys.list().forEach(key -> records.add(dkim(key)));
        if (hasDomain()) {
            records.add(dmarc());
            records.add(pointer());
        }
        return records;
    }

    private DnsRecord spf() {
        return new DnsRecord(
                from,
                "TXT",
                "v=spf1 " + mechanism() + " ~all",
                "SPF says which machines may send for " + from
                        + ". If your relay belongs to a provider, publish the include:"
                        + " that it names instead of " + mechanism()
                        + ". There must be one SPF record: if there is one already, add to it.");
    }

    /** We see the relay that takes our mail, not the machine that hands it on. */
    private String mechanism() {
        String host = delivering();
        if (IPV4.matcher(host).matches()) {
            return "ip4:" + host;
        }
        return host.contains(":") ? "ip6:" + host : "a:" + host;
    }

    private String delivering() {
        return relay.map(host -> host.replaceAll("[\\[\\]]", ""))
                .filter(host ->
                        host.contains(".") && !host.startsWith("127.") || host.contains(":") && !host.equals("::1"))
                .orElse(UNKNOWN_HOST);
    }

    private DnsRecord dkim(SigningKey key) {
        String value = "v=DKIM1; k=" + key.kind().keyTag + "; p=" + key.published();
        return new DnsRecord(
                keys.recordName(key),
                "TXT",
                value,
                value.length() <= DnsRecord.LONGEST_STRING
                        ? "The public half of the key that mails are signed with."
                        : "The public half of the key that mails are signed with. It is longer than 255 characters:"
                                + " where your provider does not split it, publish it as several strings in one"
                                + " record.");
    }

    private DnsRecord dmarc() {
        return new DnsRecord(
                "_dmarc." + from,
                "TXT",
                "v=DMARC1; p=none; rua=mailto:postmaster@" + from,
                "DMARC ties SPF and DKIM to the sender that readers see. Reports go to the address behind rua, which"
                        + " somebody should read; when they show nothing unknown, change none to quarantine.");
    }

    private DnsRecord pointer() {
        String host = delivering();
        boolean address = IPV4.matcher(host).matches();
        return new DnsRecord(
                address ? backwards(host) : "(address of " + host + ", backwards).in-addr.arpa",
                "PTR",
                address ? UNKNOWN_HOST : host,
                "The address that mail is delivered from must lead to a name, and that name back to the address."
                        + " Whoever owns the address sets it: your hosting provider, or the provider of your relay, who"
                        + " has done so already.");
    }

    private static String backwards(String ipv4) {
        return String.join(".", List.of(ipv4.split("\\.")).reversed()) + ".in-addr.arpa";
    }
}
