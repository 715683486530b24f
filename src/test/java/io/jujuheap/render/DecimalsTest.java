// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "-0.0, -0.00",
        "1.125, 1.12",
        "1.375, 1.38",
        "1.005, 1.00",
        "2.675, 2.67",
        "-1.125, -1.12",
        "0.005, 0.01",
        "0.015625, 0.02",
        "0.0049999, 0.00",
        "99.995, 100.00",
        "4503599627370495.5, 4503599627370495.50",
        "4503599627370496, 4503599627370496.00",
        "1e20, 100000000000000000000.00",
        "4.9e-324, 0.00",
        "0.996, 1.00"
    })
    void writes_two_places_as_go_does(double value, String expected) {
        assertThat(Decimals.twoPlaces(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 0.5",
        "0.999, 1",
        "0.995, 0.99",
        "0.012345, 0.012",
        "0.00012, 0.00012",
        "0.0046, 0.0046",
        "0.00996, 0.01",
        "0.001, 0.001",
        "0.00099, 0.00099",
        "0.00001, 1e-05",
        "5.3e-06, 5.3e-06",
        "0.1, 0.1",
        "0.0996, 0.1",
        "0.0125, 0.013",
        "0.125, 0.12",
        "0.01, 0.01",
        "0.009999, 0.01",
        "1.25e-12, 1.2e-12",
        "0.000099499, 9.9e-05",
        "0.000099501, 0.0001",
        "0.0000096, 9.6e-06",
        "0.00000996, 1e-05",
        "1.0842021724855044e-17, 1.1e-17",
        "0.09, 0.09",
        "0.90, 0.9"
    })
    void writes_two_significant_digits_as_go_does(double value, String expected) {
        assertThat(Decimals.twoDigits(value)).isEqualTo(expected);
    }

    @Property
    void two_places_are_the_exact_value_rounded_half_even(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(70) - 10);
        assertThat(Decimals.twoPlaces(value)).isEqualTo(exactTwoPlaces(value));
    }

    @Property
    void ties_are_rounded_to_even(@ForAll @IntRange(min = 0, max = 1 << 30) int eighths) {
        double value = eighths / 8.0;
        assertThat(Decimals.twoPlaces(value)).isEqualTo(exactTwoPlaces(value));
    }

    @Property
    void two_digits_are_the_exact_value_rounded_half_even(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double value = Math.scalb(random.nextDouble(0x1p-8, 1), -random.nextInt(50));
        BigDecimal exact = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_EVEN));
        assertThat(new BigDecimal(Decimals.twoDigits(value))).isEqualByComparingTo(exact);
    }

    private static String exactTwoPlaces(double value) {
        String exact = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
        return value < 0 && !exact.startsWith("-") ? "-" + exact : exact;
    }
}
