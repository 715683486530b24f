// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arithmetic on profiles, as {@code go tool pprof} does it. Results saturate at the ends of {@code long}. Every method
 * that takes several profiles reduces them to the sample types that all of them have, and throws {@link UsageException}
 * when they cannot be combined.
 */
public final class Profiles {
    /** The key of the label on samples of the base, in {@link #relateToBase}; its text is {@code true}. */
    public static final String BASE_LABEL = "pprof::base";

    private static final Label BASE = new Label(BASE_LABEL, "true", 0, "");

    private Profiles() {}

    /** Returns the sum of profiles: samples of equal stacks and labels are added up. */
    public static Profile merge(List<Profile> profiles, Matching matching) {
        if (profiles.isEmpty()) {
            throw new UsageException("there is no profile to merge");
        }
        return profiles.size() == 1 ? profiles.get(0) : ProfileMerger.merge(comparable(profiles, matching));
    }

    /** Returns the profile with every value multiplied by {@code ratio}. */
    public static Profile scale(Profile profile, double ratio) {
        double[] ratios = new double[profile.sampleTypes().size()];
        Arrays.fill(ratios, ratio);
        return Scaling.scale(profile, ratios);
    }

    /**
     * Returns the growth of {@code target} over {@code base}: pprof's {@code -base}. What did not change vanishes, and percentages
     * are of all that changed.
     */
    public static Profile subtract(Profile target, Profile base, Matching matching) {
        List<Profile> pair = comparable(List.of(target, base), matching);
        return ProfileMerger.merge(List.of(pair.get(0), scale(pair.get(1), -1)));
    }

    /**
     * Returns the growth of {@code target} over {@code base} in relation to {@code base}: pprof's {@code -diff_base}.
     * The samples of the base are kept, negated and labelled, so that reports use their sum as 100%.
     */
    public static Profile relateToBase(Profile target, Profile base, Matching matching) {
        List<Profile> pair = comparable(List.of(target, base), matching);
        return ProfileMerger.merge(List.of(pair.get(0), scale(labelled(pair.get(1)), -1)));
    }

    /**
     * Returns {@code profile} scaled so that the sum of each sample type is that of {@code base}: pprof's
     * {@code -normalize}. That shows shifts and hides growth.
     */
    public static Profile normalize(Profile profile, Profile base) {
        List<Profile> pair = CommonTypes.align(List.of(profile, base));
        double[] ratios = new double[pair.get(0).sampleTypes().size()];
        for (int type = 0; type < ratios.length; type++) {
            long total = pair.get(0).total(type);
            ratios[type] = total == 0 ? 0 : (double) pair.get(1).total(type) / (double) total;
        }
        return Scaling.scale(pair.get(0), ratios);
    }

    private static Profile labelled(Profile base) {
        Samples samples = base.samples();
        Samples labelled = samples.with(samples.valuesPerSample(), samples::value, Profiles::withBaseLabel);
        return new Profile(base.info(), base.mappings(), base.locations(), labelled);
    }

    private static List<Label> withBaseLabel(List<Label> labels) {
        List<Label> all = new ArrayList<>(labels);
        all.removeIf(label -> label.key().equals(BASE_LABEL));
        all.add(BASE);
        return all;
    }

    private static List<Profile> comparable(List<Profile> profiles, Matching matching) {
        requireSamePeriodType(profiles);
        List<Profile> aligned = CommonTypes.align(profiles);
        if (matching.resolvedFor(profiles) == Matching.ADDRESS) {
            return aligned;
        }
        return SymbolicForm.of(aligned);
    }

    private static void requireSamePeriodType(List<Profile> profiles) {
        SampleType expected = profiles.get(0).info().periodType();
        for (Profile profile : profiles) {
            SampleType found = profile.info().periodType();
            if (!found.equals(expected)) {
                throw new UsageException("profiles of different kinds cannot be combined: one is sampled by "
                        + described(expected) + ", another by " + described(found));
            }
        }
    }

    private static String described(SampleType type) {
        return type.equals(SampleType.NONE) ? "nothing it tells" : type.type() + " in " + type.unit();
    }
}
