// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.List;
import java.util.function.UnaryOperator;

/** Selects, orders and multiplies the values of a profile's samples. */
final class Scaling {
    private Scaling() {}

    /** Returns the profile with each value multiplied by the ratio of its sample type. */
    static Profile scale(Profile profile, double[] ratios) {
        int[] all = new int[ratios.length];
        for (int type = 0; type < all.length; type++) {
            all[type] = type;
        }
        return select(profile, profile.sampleTypes(), all, ratios);
    }

    /**
     * Returns the profile with other sample types.
     *
     * @param types the new sample types
     * @param from for each of them, the index of the old one
     * @param ratios for each of them, the factor for the old value
     */
    static Profile select(Profile profile, List<SampleType> types, int[] from, double[] ratios) {
        Samples samples = profile.samples();
        Samples scaled = samples.with(
                from.length,
                (sample, type) -> multiply(samples.value(sample, from[type]), ratios[type]),
                UnaryOperator.identity());
        return new Profile(profile.info().withSampleTypes(types), profile.mappings(), profile.locations(), scaled);
    }

    /** {@code value * ratio}, rounded to the nearest, halves away from zero; exact for 1 and -1. */
    static long multiply(long value, double ratio) {
        if (ratio == 1) {
            return value;
        }
        return ratio == -1 ? Saturating.negate(value) : round((double) value * ratio);
    }

    private static long round(double value) {
        double size = Math.abs(value);
        double whole = Math.floor(size);
        return (long) Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, value);
    }
}
