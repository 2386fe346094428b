package dev.paperboy.kernel;

/**
 * A setting's range.
 *
 * @param least inclusive
 * @param most inclusive
 * @param named the range in words, for whoever set something else
 */
public record WholeNumbers(int least, int most, String named) {

    /** @throws IllegalArgumentException when the value is no number of the range */
    public int read(String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is " + named);
    }
}
