package dev.paperboy.rendering;

import java.util.List;

/**
 * A mail that is not an issue: a confirmation, a link to the preferences. Nothing here needs to be escaped.
 *
 * @param buttonLabel words on the one button; with an empty {@code buttonUrl} there is no button
 * @param buttonUrl   an absolute http or https address, also shown as text for those who cannot use the button
 * @param footer      why this mail came, and what happens if it is ignored
 */
public record Notice(
        String subject, String heading, List<String> paragraphs, String buttonLabel, String buttonUrl, String footer) {}
