package dev.paperboy.kernel;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/** The base of all links: without scheme or host every link in every mail would be broken. */
public class PublicUrlConverter implements Converter<URI> {

    @Override
    public URI convert(String value) {
        try {
            URI url = URI.create(value.strip());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Told below, as for an address of another kind.
        }
        throw new IllegalArgumentException("allowed is an address such as https://papers.example.org");
    }
}
