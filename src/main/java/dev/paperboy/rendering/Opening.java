package dev.paperboy.rendering;

/**
 * What depends on how many papers there are and on which is the first: few in an issue, so each is made once.
 *
 * @param subjectLine the whole header field
 */
record Opening(String subject, byte[] subjectLine, Both<byte[]> title, Both<byte[]> count) {

    static Opening of(IssueWording wording, int papers, String firstTitle) {
        var subject = wording.subject(papers, firstTitle);
        return new Opening(
                subject, HeaderLine.words("Subject", subject), Both.slot(subject), Both.slot(wording.count(papers)));
    }

    byte[] testSubjectLine() {
        return HeaderLine.words("Subject", "[Test] " + subject);
    }
}
