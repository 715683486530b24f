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
    private static final long[] POWERS_OF_FIVE = {1, 5, 25, 125, 625};
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

    private Decimals() {}

    /** Go's {@code %.2f} of a finite value. */
    static String twoPlaces(double value) {
        if (Math.abs(value) >= 0x1p52) {
            return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
        }
        long hundredths = scaledHalfEven(Math.abs(value), 2);
        StringBuilder out = new StringBuilder(12);
        if (Double.doubleToRawLongBits(value) < 0) {
            out.append('-');
        }
        out.append(hundredths / 100).append('.');
        appendDigits(out, hundredths % 100, 2);
        return out.toString();
    }

    /** Go's {@code %.2g} of a value from 0 to 1: two significant digits, no zeros at the end. */
    static String twoDigits(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 0.001) {
            return smallTwoDigits(value);
        }
        int places = value < 0.01 ? 4 : value < 0.1 ? 3 : 2;
        long digits = scaledHalfEven(value, places);
        boolean isOne = places == 2 && digits == 100;
        StringBuilder out = new StringBuilder(6).append(isOne ? "1." : "0.");
        appendDigits(out, isOne ? 0 : digits, places);
        return withoutFinalZeros(out);
    }

    /** Values that no report of a real profile shows, so that it need not wait for {@code BigDecimal} to be loaded. */
    private static String smallTwoDigits(double value) {
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

    private static void appendDigits(StringBuilder out, long number, int digits) {
        if (digits > 1) {
            appendDigits(out, number / 10, digits - 1);
        }
        out.append((char) ('0' + number % 10));
    }

    private static String withoutFinalZeros(StringBuilder number) {
        int end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** {@code value * 10^places}, to the nearest integer, ties to even; for 0 to 2^52 and up to 4 places. */
    private static long scaledHalfEven(double value, int places) {
        long bits = Double.doubleToRawLongBits(value);
        // value = mantissa / 2^shift; subnormals, read here as normal, are 0 either way, as is 0 itself.
        int shift = 1023 + MANTISSA_BITS - (int) (bits >>> MANTISSA_BITS) - places;
        long product = ((bits & MANTISSA) | (1L << MANTISSA_BITS)) * POWERS_OF_FIVE[places];
        if (shift > 63) {
            return 0;
        }
        if (shift <= 0) {
            return product << -shift;
        }
        long quotient = product >> shift;
        long remainder = product & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        boolean up = remainder > half || (remainder == half && (quotient & 1) == 1);
        return up ? quotient + 1 : quotient;
    }
}
