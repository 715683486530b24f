// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Units;

/**
 * How the values of a report are written: {@code 34567890} becomes {@code 32.97MB}.
 *
 * @param sampleUnit the unit of the raw values, such as {@code bytes} or {@code count}
 * @param outputUnit the unit to write them in, {@code minimum} or {@code auto} for the one that suits each value
 * @param ratio what raw values are multiplied by first, then truncated; 1 for nothing
 */
public record ValueFormat(String sampleUnit, String outputUnit, double ratio) {

    public ValueFormat {
        requireNonNull(sampleUnit, "sampleUnit is null");
        requireNonNull(outputUnit, "outputUnit is null");
    }

    /** The value with its unit, as pprof writes it: at most two decimals, 1 kB being 1024 B. */
    public String format(long value) {
        return writer().write(value);
    }

    /** A value in the unit that suits it, such as {@code 612.40MB}; counts have no unit. */
    public static String natural(long value, String unit) {
        return new ValueFormat(unit, Units.AUTO, 1).format(value);
    }

    /** Writes many values in this format. */
    ValueWriter writer() {
        return new ValueWriter(Units.conversion(sampleUnit, outputUnit), ratio);
    }

    /** This format with the unit that suits a table of values from {@code smallest} to {@code largest}. */
    ValueFormat suiting(long smallest, long largest) {
        ValueWriter writer = writer();
        long min = writer.scaled(smallest);
        long max = writer.scaled(largest);
        String minUnit = unitOf(min);
        boolean wideRange = !minUnit.equals(unitOf(max)) && min <= Long.MAX_VALUE / 100 && min * 100 < max;
        String unit = wideRange ? unitOf(100 * min) : minUnit;
        return new ValueFormat(sampleUnit, unit.isEmpty() ? sampleUnit : unit, ratio);
    }

    private String unitOf(long value) {
        return Units.scale(value, sampleUnit, Units.MINIMUM).unit();
    }
}
