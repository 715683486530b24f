// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import java.util.List;

/**
 * The value of the samples that a report shows.
 *
 * @param index the index of the sample type
 * @param mean whether the value is divided by the first one, the count
 * @param type the name of the sample type
 * @param unit the unit of the value
 */
record Measure(int index, boolean mean, String type, String unit) {

    /**
     * Returns the measure of the options.
     *
     * @throws io.jujuheap.io.UsageException when the profile does not have it
     */
    static Measure of(Profile profile, ReportOptions options) {
        int index = SampleIndex.of(profile, options.sampleIndex());
        SampleType type = profile.sampleTypes().get(index);
        String name = options.mean() ? "mean_".concat(type.type()) : type.type();
        return new Measure(index, options.mean(), name, type.unit());
    }

    long value(Samples samples, int sample) {
        return samples.value(sample, index);
    }

    long divisor(Samples samples, int sample) {
        return mean ? samples.value(sample, 0) : 0;
    }

    /**
     * Returns the value of 100%: the sum of the absolute values, or of those of the base when the profile is a
     * difference relative to its base.
     */
    long total(Samples samples) {
        long total = 0;
        long divisor = 0;
        long baseTotal = 0;
        long baseDivisor = 0;
        boolean[] isBase = baseLabelSets(samples);
        for (int sample = 0; sample < samples.count(); sample++) {
            long value = Saturating.abs(value(samples, sample));
            total = Saturating.add(total, value);
            divisor = Saturating.add(divisor, divisor(samples, sample));
            if (isBase[samples.labelSet(sample)]) {
                baseTotal = Saturating.add(baseTotal, value);
                baseDivisor = Saturating.add(baseDivisor, divisor(samples, sample));
            }
        }
        return baseTotal > 0 ? quotient(baseTotal, baseDivisor) : quotient(total, divisor);
    }

    /** {@code value / divisor}, the value itself when there is nothing to divide by. */
    static long quotient(long value, long divisor) {
        return divisor == 0 ? value : value / divisor;
    }

    private static boolean[] baseLabelSets(Samples samples) {
        List<List<Label>> sets = samples.labelSets();
        boolean[] isBase = new boolean[sets.size()];
        for (int set = 0; set < isBase.length; set++) {
            for (Label label : sets.get(set)) {
                isBase[set] |=
                        label.key().equals(Profiles.BASE_LABEL) && label.text().equals("true");
            }
        }
        return isBase;
    }
}
