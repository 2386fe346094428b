package dev.paperboy.rendering;

import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.Newsletter;

/** What the head and the foot of an issue show. Everything that differs from reader to reader is a slot's mark. */
record Frame(String name, String dateline, String remark, String postalAddress) {

    static Frame of(Newsletter newsletter, Issue issue) {
        return new Frame(
                ForeignText.oneLine(newsletter.name()),
                IssueWording.of(issue).dateline(),
                ForeignText.oneLine(issue.remark()),
                ForeignText.oneLine(newsletter.postalAddress().orElse("")));
    }

    public String subject() {
        return Slot.SUBJECT.mark();
    }

    public String preheader() {
        return Slot.PREHEADER.mark();
    }

    public String count() {
        return Slot.COUNT.mark();
    }

    public String choice() {
        return Slot.CHOICE.mark();
    }

    public String webUrl() {
        return Slot.WEB_URL.mark();
    }

    public String preferencesUrl() {
        return Slot.PREFERENCES_URL.mark();
    }

    public String unsubscribeUrl() {
        return Slot.UNSUBSCRIBE_URL.mark();
    }
}
