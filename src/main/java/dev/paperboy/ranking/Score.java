package dev.paperboy.ranking;

/**
 * A paper's place in the order of a day.
 *
 * @param value its trend, between 0 and 1, higher is better
 * @param parts what it is made of
 * @param reason one line for the reader
 */
public record Score(Candidate candidate, double value, Parts parts, String reason) {}
