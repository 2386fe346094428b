package dev.paperboy.ranking;

/**
 * What a trend is made of; each between 0 and 1.
 *
 * @param level place among the papers of its list day by upvotes, shrunk towards its source's mean while it is fresh
 * @param velocity upvotes and points gained lately, against the best riser's
 * @param talk comments, against the most discussed
 * @param code stars, against the most starred
 * @param freshness what age has left of it
 * @param gained upvotes gained lately
 * @param points points gained lately
 */
public record Parts(
        double level, double velocity, double talk, double code, double freshness, int gained, int points) {}
