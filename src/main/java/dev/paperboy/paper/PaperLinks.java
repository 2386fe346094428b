package dev.paperboy.paper;

import java.util.Locale;

/** Where a paper can be read: http or https addresses, or the empty string where there is none. */
public record PaperLinks(String page, String pdf, String code, String project, String thumbnail) {

    public static final PaperLinks NONE = new PaperLinks("", "", "", "", "");

    /** Anything that a browser must not follow from a mail, such as {@code javascript:}, is dropped here, once for all. */
    public PaperLinks {
        page = followable(page);
        pdf = followable(pdf);
        code = followable(code);
        project = followable(project);
        thumbnail = followable(thumbnail);
    }

    static String followable(String url) {
        if (url == null || url.length() > 500 || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return "";
        }
        String scheme = url.toLowerCase(Locale.ROOT);
        return scheme.startsWith("https://") || scheme.startsWith("http://") ? url : "";
    }
}
