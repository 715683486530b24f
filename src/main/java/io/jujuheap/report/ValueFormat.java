// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Units;

/**
 * The unit of the values of a report, so that {@code 34567890} becomes {@code 32.97MB}.
 *
 * @param sampleUnit the unit of the raw values, such as {@code bytes} or {@code count}
 * @param outputUnit the unit to write them in, {@code minimum} or {@code auto} for the one that suits each value
 * @param ratio the factor for raw values, which are truncated after it; 1 for none
 */
public record ValueFormat(String sampleUnit, String outputUnit, double ratio) {

    public ValueFormat {
        requireNonNull(sampleUnit, "sampleUnit is null");
        requireNonNull(outputUnit, "outputUnit is null");
    }

    /** The value times the ratio, truncated. */
    public long scaled(long value) {
        return ratio > 0 && ratio != 1 ? (long) ((double) value * ratio) : value;
    }

    /** Returns this format with the unit that suits a table of values from {@code smallest} to {@code largest}. */
    ValueFormat suiting(long smallest, long largest) {
        long min = scaled(smallest);
        long max = scaled(largest);
        String minUnit = unitOf(min);
        boolean wideRange = !minUnit.equals(unitOf(max)) && min <= Long.MAX_VALUE / 100 && min * 100 < max;
        String unit = wideRange ? unitOf(100 * min) : minUnit;
        return new ValueFormat(sampleUnit, unit.isEmpty() ? sampleUnit : unit, ratio);
    }

    private String unitOf(long value) {
        return Units.scale(value, sampleUnit, Units.MINIMUM).unit();
    }
}
