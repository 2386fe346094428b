package dev.paperboy.rendering;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.rendering.MailTemplates.IssueCard;
import dev.paperboy.rendering.MailTemplates.IssueCardText;
import dev.paperboy.rendering.MailTemplates.IssueFoot;
import dev.paperboy.rendering.MailTemplates.IssueFootText;
import dev.paperboy.rendering.MailTemplates.IssueHead;
import dev.paperboy.rendering.MailTemplates.IssueHeadText;
import dev.paperboy.rendering.MailTemplates.IssueReason;
import dev.paperboy.rendering.MailTemplates.IssueReasonText;
import dev.paperboy.rendering.MailTemplates.NoticeMail;
import dev.paperboy.rendering.MailTemplates.NoticeMailText;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/**
 * Draws mails. The same input gives the same bytes, today and at a second attempt: no clock, no locale of the machine.
 */
@ApplicationScoped
public class MailRenderer {

    private final Newsletter newsletter;

    MailRenderer(Newsletter newsletter) {
        this.newsletter = newsletter;
    }

    /** Renders and encodes all that the readers of an issue share, once, so that each of them costs only some copying. */
    public IssueMail prepare(Issue issue, List<Card> cards) {
        var frame = Frame.of(newsletter, issue);
        var wording = IssueWording.of(issue);
        var words = Slot.REASON_WORDS.mark();
        var reason = new ReasonLine(both(new IssueReasonText(words), new IssueReason(words)));
        var frames = new IssueMail.Frames(
                new MailHead(newsletter.from(), ListFields.of(newsletter, issue)),
                new Alternative(issue.kind().name().toLowerCase(Locale.ROOT) + "-" + issue.date()),
                both(new IssueHeadText(frame), new IssueHead(frame)),
                both(new IssueFootText(frame), new IssueFoot(frame)));
        return new IssueMail(
                wording, frames, cards.stream().map(card -> entry(card, reason)).toList());
    }

    private static Entry entry(Card card, ReasonLine reason) {
        var view = CardView.of(card);
        return new Entry(
                card.position(),
                view.title(),
                both(new IssueCardText(view), new IssueCard(view)),
                Reasons.of(card),
                reason);
    }

    private static Both<Piece> both(TemplateInstance text, TemplateInstance html) {
        return new Both<>(Piece.cut(PlainLines.wrap(text.render())), Piece.cut(html.render()));
    }

    /** Writes a notice into an empty buffer; throws {@link IllegalArgumentException} for what a header cannot hold. */
    public void notice(Notice notice, Letterhead letterhead, MailBuffer mail) {
        var rendered = notice(notice);
        var subject = HeaderLine.words("Subject", rendered.subject());
        var body = new Alternative("notice");
        new MailHead(newsletter.from(), List.of(HeaderLine.plain("Auto-Submitted", "auto-generated")))
                .appendTo(mail, letterhead, subject, "");
        body.beginText(mail);
        mail.append(QuotedPrintable.encoded(rendered.text()));
        body.beginHtml(mail);
        mail.append(QuotedPrintable.encoded(rendered.html()));
        body.end(mail);
    }

    /** The same for the eye. */
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
}
