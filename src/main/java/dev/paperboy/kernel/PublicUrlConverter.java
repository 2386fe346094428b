package dev.paperboy.kernel;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * The base of all links: without scheme or host every link in every mail would be broken, and one that header fields cannot bear would have
 * every mail refused when it is composed.
 */
public class PublicUrlConverter implements Converter<URI> {

    /** Leaves room for what is put around the host in a Message-ID, and behind the whole in List-Unsubscribe. */
    private static final int LONGEST = 200;

    @Override
    public URI convert(String value) {
        try {
            URI url = URI.create(value.strip());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean bare = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
            boolean fits =
                    url.toString().equals(url.toASCIIString()) && url.toString().length() <= LONGEST;
            if (web && url.getHost() != null && bare && fits) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Told below, as for an address of another kind.
        }
        throw new IllegalArgumentException("allowed is an address such as https://papers.example.org, in ASCII"
                + " (other letters as xn-- in the host and percent-encoded behind it) and of at most " + LONGEST
                + " characters");
    }
}
