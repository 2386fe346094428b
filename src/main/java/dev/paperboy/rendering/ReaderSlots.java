package dev.paperboy.rendering;

/**
 * What differs from reader to reader in one issue, apart from the choice of papers. Nothing here needs to be escaped; control
 * characters are refused when a mail is written.
 *
 * @param webUrl         the issue in the browser
 * @param preferencesUrl the reader's own page of settings
 * @param unsubscribeUrl the page that asks once and then lets go; it stands in the header too, so ASCII without blanks (RFC 8058)
 * @param choice         what the reader follows, such as "Agents, Robotics" or "all topics"
 */
public record ReaderSlots(String webUrl, String preferencesUrl, String unsubscribeUrl, String choice) {}
