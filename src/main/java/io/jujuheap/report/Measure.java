// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import io.jujuheap.profile.UsageException;
import java.util.List;
import java.util.Optional;

/**
 * Which value of every sample a report is about.
 *
 * @param index of the sample type
 * @param mean whether the value is divided by the first one, the count
 * @param type the name of what is measured
 * @param unit of the value
 */
record Measure(int index, boolean mean, String type, String unit) {

    /**
     * The measure that the options ask for.
     *
     * @throws UsageException when the profile does not have it
     */
    static Measure of(Profile profile, ReportOptions options) {
        int index = indexOf(profile, options.sampleIndex());
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
     * What 100% is: the sum of the sizes of all values, or of those of the base when the profile is a difference relative
     * to its base.
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

    private static int indexOf(Profile profile, String wanted) {
        if (wanted.isEmpty()) {
            return profile.defaultSampleTypeIndex();
        }
        if (isNumber(wanted)) {
            return checkedIndex(profile, wanted);
        }
        String withoutPrefix = wanted.startsWith("inuse_") ? wanted.substring("inuse_".length()) : wanted;
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            String type = profile.sampleTypes().get(i).type();
            if (type.equals(wanted) || type.equals(withoutPrefix)) {
                return i;
            }
        }
        throw unknown(profile, wanted);
    }

    private static int checkedIndex(Profile profile, String number) {
        Optional<Integer> index = parse(number);
        if (index.isEmpty() || index.get() >= profile.sampleTypes().size()) {
            throw unknown(profile, number);
        }
        return index.get();
    }

    private static Optional<Integer> parse(String digits) {
        return digits.length() > 6 ? Optional.empty() : Optional.of(Integer.valueOf(digits));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static UsageException unknown(Profile profile, String wanted) {
        StringBuilder message = new StringBuilder("the profile has no sample type \"").append(wanted);
        message.append("\": choose ");
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            message.append(i == 0 ? "" : ", ")
                    .append(profile.sampleTypes().get(i).type());
        }
        return new UsageException(message.toString());
    }
}
