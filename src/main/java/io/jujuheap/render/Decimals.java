// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimal notation as Go writes it: the exact value of the {@code double} is rounded, ties to even. Java's formatter
 * rounds its shortest decimal form, ties up, and differs: 1.125 is 1.12 in Go and 1.13 in Java.
 */
final class Decimals {
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;

    private Decimals() {}

    /**
     * The size of {@code value} as a percentage of {@code total} as pprof writes it: never negative, with at least two
     * significant digits and at least six characters wide, such as {@code "34.54%"} or {@code "  100%"}; 0 when
     * {@code total} is 0.
     */
    static String percentage(long value, long total) {
        double percent = total == 0 ? 0 : Math.abs((double) value / (double) total) * 100;
        if (percent >= 99.95 && percent <= 100.05) {
            return "  100%";
        }
        String number = percent >= 1 ? twoPlaces(percent) : twoDigits(percent);
        StringBuilder out = new StringBuilder(8);
        for (int i = number.length(); i < 5; i++) {
            out.append(' ');
        }
        return out.append(number).append('%').toString();
    }

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

    /**
     * Go's {@code %.2g} of 0 or of a value from 1e-20 to 1, which is less than a percentage of two {@code long}s can be: two
     * significant digits, no zeros at the end.
     */
    static String twoDigits(double value) {
        if (value == 0) {
            return "0";
        }
        int places = 2;
        while (scaledHalfEven(value, places + 1) < 100) {
            places++;
        }
        long digits = scaledHalfEven(value, places);
        // The exponent is that of the first of the two digits.
        return places - 1 > 4 ? scientific(digits, places - 1) : plain(digits, places);
    }

    private static String plain(long digits, int places) {
        StringBuilder out = new StringBuilder(8).append(digits == 100 ? "1." : "0.");
        appendDigits(out, digits % 100, places);
        return withoutFinalZeros(out);
    }

    private static String scientific(long digits, int negativeExponent) {
        StringBuilder out = new StringBuilder(8).append(digits / 10);
        if (digits % 10 != 0) {
            out.append('.').append(digits % 10);
        }
        out.append("e-");
        appendDigits(out, negativeExponent, 2);
        return out.toString();
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

    /** {@code value * 10^places}, to the nearest integer, ties to even; for 0 to 2^52, where that is less than 2^62. */
    private static long scaledHalfEven(double value, int places) {
        long bits = Double.doubleToRawLongBits(value);
        // value = mantissa / 2^shift; subnormals, read here as normal, are 0 either way, as is 0 itself.
        int shift = 1023 + MANTISSA_BITS - (int) (bits >>> MANTISSA_BITS) - places;
        long mantissa = (bits & MANTISSA) | (1L << MANTISSA_BITS);
        long power = powerOfFive(places);
        long low = mantissa * power;
        if (shift <= 0) {
            return low << -shift;
        }
        // In integers of 128 bits: loading BigInteger would take longer than the rest of a report.
        long high = Math.multiplyHigh(mantissa, power);
        long twice = shifted(high, low, shift - 1);
        int lowestOne = low == 0 ? 64 + Long.numberOfTrailingZeros(high) : Long.numberOfTrailingZeros(low);
        boolean isHalfOrMore = (twice & 1) == 1;
        boolean isTie = lowestOne == shift - 1;
        long quotient = twice >> 1;
        return isHalfOrMore && (!isTie || (quotient & 1) == 1) ? quotient + 1 : quotient;
    }

    /** The lowest 64 bits of a number of 128, shifted right. */
    private static long shifted(long high, long low, int bits) {
        if (bits >= 128) {
            return 0;
        }
        return bits >= 64 ? high >>> (bits - 64) : bits == 0 ? low : (high << (64 - bits)) | (low >>> bits);
    }

    private static long powerOfFive(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 5;
        }
        return power;
    }
}
