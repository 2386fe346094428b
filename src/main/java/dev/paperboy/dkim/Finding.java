package dev.paperboy.dkim;

/**
 * What the doctor found out about one thing.
 *
 * @param subject a name in the DNS, or a setting
 * @param says what is the case
 * @param next what to do now; empty when all is well
 */
public record Finding(Verdict verdict, String subject, String says, String next) {

    public enum Verdict {
        GOOD,
        /** There, but not as it should be. */
        WRONG,
        MISSING,
        /** The DNS did not answer, so that nothing is known. */
        NO_ANSWER
    }

    static Finding good(String subject, String says) {
        return new Finding(Verdict.GOOD, subject, says, "");
    }

    static Finding wrong(String subject, String says, String next) {
        return new Finding(Verdict.WRONG, subject, says, next);
    }

    static Finding missing(String subject, String says, String next) {
        return new Finding(Verdict.MISSING, subject, says, next);
    }

    static Finding noAnswer(String subject, String why) {
        return new Finding(
                Verdict.NO_ANSWER,
                subject,
                "The DNS did not answer (" + why + ")",
                "Try again in a minute. If it stays so, see that this machine may ask its DNS servers, or name others"
                        + " in paperboy.dkim.dns");
    }
}
