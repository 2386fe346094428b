package dev.paperboy.ranking;

/**
 * A paper's place in the order of a day.
 *
 * @param value its trend, between 0 and 1, higher is better
 * @param parts what it is made of
 * @param rise what it gained in the last day, in words for the reader; empty where that is not worth telling
 * @param reason one line for somebody who follows every topic
 */
public record Score(Candidate candidate, double value, Parts parts, String rise, String reason) {}
