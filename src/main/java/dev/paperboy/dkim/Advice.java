package dev.paperboy.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what to publish.
 *
 * @param from the domain of the sender's address
 * @param relays none while mail is only caught
 */
record Advice(String from, List<RelayHost> relays, SigningKeys keys) {

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
            addressed().map(Advice::pointer).forEach(records::add);
        }
        return records;
    }

    private Stream<RelayHost.Addressed> addressed() {
        return relays.stream()
                .filter(RelayHost.Addressed.class::isInstance)
                .map(RelayHost.Addressed.class::cast)
                .distinct();
    }

    /** One for all relays, because there must be one (RFC 7208 §3.2). */
    private DnsRecord spf() {
        String mechanisms = mechanisms();
        return new DnsRecord(
                from,
                "TXT",
                "v=spf1 " + mechanisms + " ~all",
                "SPF says which machines may send for " + from
                        + ". If a relay belongs to a provider, publish the include: that it names instead of "
                        + mechanisms + ". There must be one SPF record: if there is one already, add to it."
                        + (mechanisms.contains(UNKNOWN_HOST) ? insteadOfUnknown() : ""));
    }

    private String mechanisms() {
        String known = relays.stream().map(Advice::mechanism).distinct().collect(Collectors.joining(" "));
        return known.isEmpty() ? "a:" + UNKNOWN_HOST : known;
    }

    private static String mechanism(RelayHost relay) {
        return switch (relay) {
            case RelayHost.Named named -> "a:" + named.given();
            case RelayHost.Addressed addressed -> addressed.mechanism();
            case RelayHost.Inside _ -> "a:" + UNKNOWN_HOST;
        };
    }

    private String insteadOfUnknown() {
        String inside = relays.stream()
                .filter(RelayHost.Inside.class::isInstance)
                .map(RelayHost::given)
                .distinct()
                .collect(Collectors.joining(" and "));
        return inside.isEmpty()
                ? " Put your relay's name in place of " + UNKNOWN_HOST + "."
                : " Receivers do not see " + inside + ": put the public address that mail leaves by in place of a:"
                        + UNKNOWN_HOST + ", as ip4: or ip6:.";
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

    private static DnsRecord pointer(RelayHost.Addressed relay) {
        return new DnsRecord(
                relay.pointerName(),
                "PTR",
                UNKNOWN_HOST,
                "The address " + relay.given() + " must lead to a name, and that name back to the address. Put that"
                        + " name in place of " + UNKNOWN_HOST
                        + ". Whoever owns the address sets it: your hosting provider, or the provider of your relay,"
                        + " who has done so already.");
    }

    /** What has to hold too, and is set by others, or is not known here. In whole sentences. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!hasDomain()) {
            return remarks;
        }
        if (keys.list().isEmpty()) {
            remarks.add("DKIM: mails are not signed here. If your relay signs them for " + from + ", its provider says"
                    + " which record to publish; if it does not, name a key in paperboy.dkim.");
        }
        relays.stream().distinct().forEach(relay -> {
            switch (relay) {
                case RelayHost.Named named ->
                    remarks.add(leadsBack("each address that " + named.given() + " delivers" + " from"));
                case RelayHost.Addressed _ -> {}
                case RelayHost.Inside inside ->
                    remarks.add(leadsBack("the public address that mail leaves " + inside.given() + " by"));
            }
        });
        if (relays.isEmpty()) {
            remarks.add(leadsBack("the address that your mail will be delivered from"));
        }
        return remarks;
    }

    private static String leadsBack(String address) {
        return "PTR: " + address + " must lead to a name, and that name back to the address. Whoever owns the address"
                + " sets it: your hosting provider, or the provider of your relay, who has done so already.";
    }
}
