package dev.paperboy.rendering;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.rendering.MailTemplates.IssueCard;
import dev.paperboy.rendering.MailTemplates.IssueCardText;
import dev.paperboy.rendering.MailTemplates.IssueFoot;
import dev.paperboy.rendering.MailTemplates.IssueFootText;
import dev.paperboy.rendering.MailTemplates.IssueHead;
import dev.paperboy.rendering.MailTemplates.IssueHeadText;
import dev.paperboy.rendering.MailTemplates.NoticeMail;
import dev.paperboy.rendering.MailTemplates.NoticeMailText;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Draws mails. The same input gives the same bytes, today and at a second attempt: no clock, no locale of the machine.
 */
@ApplicationScoped
public class MailRenderer {

    private final Newsletter newsletter;

    MailRenderer(Newsletter newsletter) {
        this.newsletter = newsletter;
    }

    /** Renders all that the readers of an issue share, once, so that each of them costs only some copying. */
    public IssueMail prepare(Issue issue, List<Card> cards) {
        var frame = Frame.of(newsletter, issue);
        return new IssueMail(
                IssueWording.of(issue),
                html(new IssueHead(frame)),
                html(new IssueFoot(frame)),
                text(new IssueHeadText(frame)),
                text(new IssueFootText(frame)),
                cards.stream().map(this::entry).toList());
    }

    private IssueMail.Entry entry(Card card) {
        var view = CardView.of(card);
        return new IssueMail.Entry(
                card.position(), view.title(), html(new IssueCard(view)), text(new IssueCardText(view)));
    }

    public RenderedMail notice(Notice notice) {
        var clean = new Notice(
                ForeignText.oneLine(notice.subject()),
                ForeignText.oneLine(notice.heading()),
                notice.paragraphs().stream().map(ForeignText::oneLine).toList(),
                ForeignText.oneLine(notice.buttonLabel()),
                ForeignText.webUrl(notice.buttonUrl()),
                ForeignText.oneLine(notice.footer()));
        var name = ForeignText.oneLine(newsletter.name());
        var address = ForeignText.oneLine(newsletter.postalAddress().orElse(""));
        return new RenderedMail(
                clean.subject(),
                new NoticeMail(name, clean, address).render(),
                PlainLines.wrap(new NoticeMailText(name, clean, address).render()));
    }

    private static Piece html(TemplateInstance template) {
        return Piece.cut(template.render());
    }

    private static Piece text(TemplateInstance template) {
        return Piece.cut(PlainLines.wrap(template.render()));
    }
}
