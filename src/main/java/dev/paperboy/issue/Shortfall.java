package dev.paperboy.issue;

/**
 * What an issue has to do without, because a source was late.
 *
 * @param remark what its readers are told
 * @param hold why it waits for an operator; empty where it does not
 * @param ifEmpty what an operator is told where it is left without a paper: it goes to nobody then
 */
public record Shortfall(String remark, String hold, String ifEmpty) {

    public static final Shortfall NONE = new Shortfall("", "", "");
}
