package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {

    private final WholeNumbers dozen = new WholeNumbers(1, 12, "a number up to twelve");

    @Test
    void bothEndsOfTheRangeBelongToIt() {
        assertThat(dozen.read("1")).isEqualTo(1);
        assertThat(dozen.read(" 12 ")).isEqualTo(12);
        assertThat(new WholeNumbers(0, Integer.MAX_VALUE, "any").read("2147483647"))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "13", "-1", "1.0", "twelve", "", "99999999999"})
    void everythingElseIsRefusedWithTheRangeInWords(String value) {
        assertThatThrownBy(() -> dozen.read(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allowed is a number up to twelve");
    }
}
