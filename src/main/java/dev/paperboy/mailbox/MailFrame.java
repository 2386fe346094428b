package dev.paperboy.mailbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail's HTML as a page of its own, to be shown in a sandboxed frame. */
record MailFrame(String html) {

    /** No scripts, no forms, nothing from elsewhere but pictures; links open in a tab outside the sandbox. */
    static final String POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
            + " img-src https: http: data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self'";

    private static final Pattern HEAD = Pattern.compile("<head(\\s[^>]*)?>", Pattern.CASE_INSENSITIVE);
    private static final String NEW_TABS = "<base target=\"_blank\">";

    String page() {
        Matcher head = HEAD.matcher(html);
        if (!head.find()) {
            return "<!DOCTYPE html><meta charset=\"utf-8\">" + NEW_TABS + html;
        }
        return html.substring(0, head.end()) + NEW_TABS + html.substring(head.end());
    }
}
