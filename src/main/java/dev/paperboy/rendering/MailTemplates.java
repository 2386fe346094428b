package dev.paperboy.rendering;

import static io.quarkus.qute.CheckedTemplate.HYPHENATED_ELEMENT_NAME;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pieces of the mails under {@code templates/mail}: {@code .html} escapes what it shows, {@code .txt} does not. */
final class MailTemplates {

    private MailTemplates() {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueHead(Frame frame) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueCard(CardView card) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueReason(String words) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueFoot(Frame frame) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueHeadText(Frame frame) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueCardText(CardView card) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueReasonText(String words) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record IssueFootText(Frame frame) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record NoticeMail(String name, Notice notice, String postalAddress) implements TemplateInstance {}

    @CheckedTemplate(basePath = "mail", defaultName = HYPHENATED_ELEMENT_NAME)
    record NoticeMailText(String name, Notice notice, String postalAddress) implements TemplateInstance {}
}
