// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal notation as Go writes it: the exact value of the {@code double} is rounded, ties to even. Java's formatter
 * rounds its shortest decimal form, ties up, and differs: 1.125 is 1.12 in Go and 1.13 in Java.
 */
final class Decimals {
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

    private Decimals() {}

    /** Go's {@code %.2f} of a finite value. */
    static String twoPlaces(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int power = (int) ((bits >>> MANTISSA_BITS) & 0x7ff) - 1023 - MANTISSA_BITS;
        if (power >= 0) {
            return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
        }
        // |value| = mantissa * 2^power; subnormals, read here as normal, are 0.00 either way.
        long mantissa = (bits & MANTISSA) | (1L << MANTISSA_BITS);
        long hundredths = value == 0 ? 0 : shiftRoundingHalfEven(mantissa * 100, -power);
        StringBuilder out = new StringBuilder(12);
        if (bits < 0) {
            out.append('-');
        }
        out.append(hundredths / 100).append('.');
        out.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
        return out.toString();
    }

    /** Go's {@code %.2g} of a value from 0 to 1: two significant digits, no trailing zeros. */
    static String twoDigits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(TWO_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -4 ? rounded.toPlainString() : scientific(rounded, -exponent);
    }

    private static String scientific(BigDecimal value, int negativeExponent) {
        String digits = value.unscaledValue().toString();
        StringBuilder out = new StringBuilder(8).append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append("e-");
        if (negativeExponent < 10) {
            out.append('0');
        }
        return out.append(negativeExponent).toString();
    }

    /** {@code value / 2^shift} for {@code 0 <= value < 2^60} and {@code shift > 0}. */
    private static long shiftRoundingHalfEven(long value, int shift) {
        if (shift > 62) {
            return 0;
        }
        long quotient = value >> shift;
        long remainder = value & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        boolean up = remainder > half || (remainder == half && (quotient & 1) == 1);
        return up ? quotient + 1 : quotient;
    }
}
