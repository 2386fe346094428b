package dev.paperboy.dkim;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Says what has to stand in the DNS so that receivers believe this newsletter's mails, and whether it does. */
@ApplicationScoped
public class Doctor {

    private final SigningKeys keys;
    private final Dns dns;
    private final String from;
    private final URI publicUrl;
    private final Advice advice;

    Doctor(SigningKeys keys, Dns dns, Newsletter newsletter, MailRoute route) {
        this.keys = keys;
        this.dns = dns;
        this.from = newsletter.from().address().domain();
        this.publicUrl = newsletter.publicUrl();
        this.advice =
                new Advice(from, route.relayHosts().stream().map(RelayHost::of).toList(), keys);
    }

    /** In one line, whether mails are signed, for which domain and with which keys. */
    public String signing() {
        return keys.described();
    }

    /** What has to be put right before anything can be published; empty when nothing has. */
    public Optional<Finding> senderProblem() {
        return advice.hasDomain()
                ? Optional.empty()
                : Optional.of(Finding.wrong(
                        "paperboy.from",
                        "The sender is at " + from + ", which no receiver can look up",
                        "Set paperboy.from to an address of a domain that you own"));
    }

    /** What to publish: SPF, DKIM for each key, DMARC, PTR, as far as there can be any. Asks nobody. */
    public List<DnsRecord> records() {
        return advice.records();
    }

    /** What has to hold beside the records, in whole sentences. */
    public List<String> remarks() {
        return advice.remarks();
    }

    /** Asks the DNS and compares. Everything is asked at once, so that it takes seconds at most where nobody answers. */
    public List<Finding> check() {
        List<Callable<Finding>> questions = new ArrayList<>();
        keys.list().forEach(key -> questions.add(() -> checkKey(key)));
        if (advice.hasDomain()) {
            questions.add(this::checkSpf);
            questions.add(this::checkDmarc);
        }

        List<Finding> findings = new ArrayList<>();
        senderProblem().ifPresent(findings::add);
        keys.misaligned(from).ifPresent(findings::add);
        keys.shortKey().ifPresent(findings::add);
        linkProblem().ifPresent(findings::add);
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Finding> asked : askers.invokeAll(questions)) {
                findings.add(asked.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the doctor was interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the DNS could not be asked", failed.getCause());
        }
        return findings;
    }

    /** A link to leave with one click has to be https, and to lead somewhere (RFC 8058 §3.1). */
    private Optional<Finding> linkProblem() {
        boolean leadsHere = RelayHost.of(publicUrl.getHost()) instanceof RelayHost.Inside;
        if (publicUrl.getScheme().equals("https") && !leadsHere) {
            return Optional.empty();
        }
        return Optional.of(Finding.wrong(
                "paperboy.public-url",
                leadsHere
                        ? "Links in mails begin with " + publicUrl + ", which leads nowhere from a reader's machine"
                        : "Links in mails begin with " + publicUrl + ", and without https no receiver offers to leave"
                                + " with one click (RFC 8058)",
                "Put a proxy with TLS in front, and set paperboy.public-url to its address, such as"
                        + " https://papers.example.org"));
    }

    private Finding checkKey(SigningKey key) {
        String name = keys.recordName(key);
        return asked(name, texts -> {
            List<Map<String, String>> records = texts.stream()
                    .map(Doctor::tags)
                    .filter(tags -> tags.containsKey("p")
                            && tags.getOrDefault("v", "DKIM1").equals("DKIM1"))
                    .toList();
            if (records.isEmpty()) {
                return Finding.missing(
                        name,
                        texts.isEmpty()
                                ? "The public key is not published"
                                : "What is published there is not a DKIM key",
                        "Publish the record above, and check again when it has spread, which may take an hour");
            }
            if (records.size() > 1) {
                return Finding.wrong(
                        name,
                        "There are " + records.size() + " keys under this name, and receivers take either",
                        "Leave only the record above");
            }
            return new KeyRecord(name, records.getFirst()).comparedWith(key);
        });
    }

    private static Map<String, String> tags(String record) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : record.split(";")) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(
                        tag.substring(0, equals).strip(),
                        tag.substring(equals + 1).strip());
            }
        }
        return tags;
    }

    private Finding checkSpf() {
        return asked(from, texts -> {
            List<String> records = texts.stream()
                    .filter(text -> text.toLowerCase(Locale.ROOT).matches("v=spf1( .*)?"))
                    .toList();
            return switch (records.size()) {
                case 0 ->
                    Finding.missing(
                            from,
                            "There is no SPF record",
                            "Publish the record above, with what your relay's provider says");
                case 1 ->
                    Finding.good(
                            from,
                            "SPF is published: " + records.getFirst() + " (see that it names what delivers your mail)");
                default ->
                    Finding.wrong(
                            from,
                            "There are " + records.size() + " SPF records, and receivers then use none (RFC 7208 §3.2)",
                            "Make one of them");
            };
        });
    }

    /** A domain without a record of its own stands under that of the domain above it (RFC 7489 §6.6.3). */
    private Finding checkDmarc() {
        Finding first = dmarcAt(from);
        Finding found = first;
        for (String domain = above(from);
                found.verdict() == Finding.Verdict.MISSING && domain.contains(".");
                domain = above(domain)) {
            found = dmarcAt(domain);
        }
        return found.verdict() == Finding.Verdict.MISSING ? first : found;
    }

    private static String above(String domain) {
        return domain.substring(domain.indexOf('.') + 1);
    }

    private Finding dmarcAt(String domain) {
        String name = "_dmarc." + domain;
        return asked(name, texts -> {
            List<String> records = texts.stream()
                    .filter(text -> "DMARC1".equals(tags(text).get("v")))
                    .toList();
            return switch (records.size()) {
                case 0 -> Finding.missing(name, "There is no DMARC record", "Publish the record above");
                case 1 ->
                    tags(records.getFirst()).containsKey("p")
                            ? Finding.good(name, "DMARC is published: " + records.getFirst())
                            : Finding.wrong(name, "The DMARC record has no p=", "Publish the record above");
                default ->
                    Finding.wrong(
                            name,
                            "There are " + records.size() + " DMARC records, and receivers then use none",
                            "Leave one");
            };
        });
    }

    /** No record and no such name come to the same. */
    private Finding asked(String name, Function<List<String>, Finding> judge) {
        return switch (dns.texts(name)) {
            case Dns.Answer.Found found -> judge.apply(found.texts());
            case Dns.Answer.None _ -> judge.apply(List.of());
            case Dns.Answer.Silence silence -> Finding.noAnswer(name, silence.why());
        };
    }
}
