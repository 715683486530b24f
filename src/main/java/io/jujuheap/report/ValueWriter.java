// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Units;

/** Writes values as pprof does: at most two decimals, then the unit; zero has no unit. */
final class ValueWriter {
    private final Units.Conversion conversion;
    private final double ratio;

    ValueWriter(Units.Conversion conversion, double ratio) {
        this.conversion = conversion;
        this.ratio = ratio;
    }

    String write(long value) {
        Units.Scaled scaled = conversion.apply(scaled(value));
        String number = Decimals.twoPlaces(scaled.value());
        if (number.endsWith(".00")) {
            number = number.substring(0, number.length() - 3);
        }
        return number.equals("0") || number.equals("-0") ? "0" : number.concat(scaled.unit());
    }

    /** The value times the ratio, truncated. */
    long scaled(long value) {
        return ratio > 0 && ratio != 1 ? (long) ((double) value * ratio) : value;
    }
}
