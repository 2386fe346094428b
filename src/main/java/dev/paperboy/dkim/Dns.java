package dev.paperboy.dkim;

import dev.paperboy.kernel.WrongSetting;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.InitialContextFactory;

/** Asks the DNS for TXT records, with little patience: each server twice, for three seconds in all. */
@ApplicationScoped
class Dns {

    private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    private final Hashtable<String, String> environment = new Hashtable<>();

    Dns(DkimSettings settings) {
        environment.put(Context.PROVIDER_URL, urls(settings.dns()));
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
    }

    /** Makes this bean at the start, so that servers that cannot be meant stop it there. */
    void announce(@Observes StartupEvent started) {
        Log.debugf("The doctor asks %s", environment.get(Context.PROVIDER_URL));
    }

    private static String urls(Optional<List<String>> servers) {
        return servers.map(given -> given.stream().map(Dns::url).collect(Collectors.joining(" ")))
                .orElse("dns:");
    }

    private static String url(String server) {
        if (!SERVER.matcher(server.strip()).matches()) {
            throw new WrongSetting(
                    "paperboy.dkim.dns", server, "a list of addresses such as 192.0.2.53 or 192.0.2.53:5353");
        }
        return "dns://" + server.strip();
    }

    /** What a question for TXT records brought. */
    sealed interface Answer {

        /** Each record's strings joined to one, without the spaces between them that the DNS does not know. */
        record Found(List<String> texts) implements Answer {}

        /** The DNS says that there is none. */
        record None() implements Answer {}

        /** Nobody could say. */
        record Silence(String why) implements Answer {}
    }

    Answer texts(String name) {
        DirContext context = null;
        try {
            context = (DirContext) factory().getInitialContext(new Hashtable<>(environment));
            Attribute records =
                    context.getAttributes(name + ".", new String[] {"TXT"}).get("TXT");
            return records == null ? new Answer.None() : new Answer.Found(joined(records));
        } catch (NameNotFoundException unknown) {
            return new Answer.None();
        } catch (NamingException silent) {
            return new Answer.Silence(String.valueOf(silent.getMessage()));
        } finally {
            close(context);
        }
    }

    /** Found as a service, because lookups by name through JNDI are switched off in this process, and should stay so. */
    private static InitialContextFactory factory() throws NamingException {
        return ServiceLoader.load(InitialContextFactory.class, ClassLoader.getSystemClassLoader()).stream()
                .filter(service -> service.type().getName().equals(FACTORY))
                .findFirst()
                .orElseThrow(() -> new NamingException("this Java has no DNS client (the module jdk.naming.dns)"))
                .get();
    }

    private static List<String> joined(Attribute records) throws NamingException {
        List<String> texts = new ArrayList<>();
        NamingEnumeration<?> values = records.getAll();
        while (values.hasMore()) {
            texts.add(plain(values.next().toString()));
        }
        return texts;
    }

    /** JNDI writes a record's strings side by side, in quotes when there is a blank in them. */
    private static String plain(String written) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < written.length()) {
                text.append(written.charAt(++i));
            } else if (quoted || c != ' ') {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static void close(DirContext context) {
        if (context != null) {
            try {
                context.close();
            } catch (NamingException alreadyGone) {
                // Nothing was kept open.
            }
        }
    }
}
