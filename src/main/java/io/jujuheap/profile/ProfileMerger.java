// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.HeapRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds up profiles with the same sample types. Samples with equal stacks and labels become one. Samples whose values
 * are all zero are removed, and so are places without a sample.
 */
final class ProfileMerger {
    private static final Comparator<Label> TEXTS_FIRST_BY_KEY =
            Comparator.comparing((Label label) -> !label.isText()).thenComparing(Label::key);

    /** The entries of a location in a map and in lists, and its counterpart in the merged binary. */
    private static final long LOCATION_BYTES = 120;

    /** A comment in a set of those that differ, and in lists. */
    private static final long COMMENT_BYTES = 80;

    private final int types;
    private final LocationUnion union = new LocationUnion();
    private final Set<Mapping> mappings = new LinkedHashSet<>();
    private final SampleSums sums;
    private final Samples.Builder merged;

    private ProfileMerger(int types) {
        this.types = types;
        this.sums = new SampleSums(types);
        this.merged = new Samples.Builder(types, 0, 0);
    }

    /** Returns the sum of profiles that have the same sample types. */
    static Profile merge(List<Profile> profiles) {
        long bytes = profiles.stream().mapToLong(ProfileMerger::tableBytes).sum();
        return HeapRoom.within(bytes, () -> merged(profiles));
    }

    /** Returns the bytes for the places, labels and comments of a profile. The sums request their own memory. */
    private static long tableBytes(Profile profile) {
        List<List<Label>> labelSets = profile.samples().labelSets();
        long labels = labelSets.stream().mapToLong(List::size).sum();
        return profile.locations().size() * LOCATION_BYTES
                + labelSets.size() * LabelSets.SET_BYTES
                + labels * Integer.BYTES
                + profile.info().comments().size() * COMMENT_BYTES;
    }

    private static Profile merged(List<Profile> profiles) {
        ProfileMerger merger = new ProfileMerger(profiles.get(0).sampleTypes().size());
        for (Profile profile : profiles) {
            merger.add(profile);
        }
        return merger.merged(
                ProfileInfo.merged(profiles.stream().map(Profile::info).toList()));
    }

    private void add(Profile profile) {
        if (mappings.isEmpty() && !profile.mappings().isEmpty()) {
            // The first mapping is the program itself.
            mappings.add(union.binary(profile.mappings().get(0)));
        }
        Samples samples = profile.samples();
        int[] numbers = new int[profile.locations().size()];
        int[] labelSets = new int[samples.labelSets().size()];
        Arrays.fill(numbers, -1);
        Arrays.fill(labelSets, -1);
        for (int sample = 0; sample < samples.count(); sample++) {
            if (hasValue(samples, sample)) {
                add(profile, sample, numbers, labelSets);
            }
        }
    }

    private void add(Profile profile, int sample, int[] numbers, int[] labelSets) {
        Samples samples = profile.samples();
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            int location = samples.locationAt(position);
            if (numbers[location] < 0) {
                numbers[location] = union.numberOf(profile.locations().get(location));
            }
            sums.location(numbers[location]);
        }
        int labelSet = samples.labelSet(sample);
        if (labelSets[labelSet] < 0) {
            labelSets[labelSet] = merged.labelSet(sorted(samples.labels(sample)));
        }
        int sum = sums.end(labelSets[labelSet]);
        for (int type = 0; type < types; type++) {
            sums.add(sum, type, samples.value(sample, type));
        }
    }

    private Profile merged(ProfileInfo info) {
        expectNonZero();
        List<Location> locations = new ArrayList<>();
        int[] numbers = new int[union.count()];
        Arrays.fill(numbers, -1);
        for (int sample = 0; sample < sums.count(); sample++) {
            if (!sums.isZero(sample)) {
                append(sample, locations, numbers);
            }
        }
        return new Profile(info, List.copyOf(mappings), locations, merged.build());
    }

    private void expectNonZero() {
        int count = 0;
        int depth = 0;
        for (int sample = 0; sample < sums.count(); sample++) {
            if (!sums.isZero(sample)) {
                count++;
                depth += sums.stackEnd(sample) - sums.stackStart(sample);
            }
        }
        merged.expect(count, depth);
    }

    private void append(int sample, List<Location> locations, int[] numbers) {
        for (int position = sums.stackStart(sample); position < sums.stackEnd(sample); position++) {
            int number = sums.locationAt(position);
            if (numbers[number] < 0) {
                numbers[number] = locations.size();
                locations.add(union.get(number));
                addMapping(union.get(number).mapping());
            }
            merged.location(numbers[number]);
        }
        for (int type = 0; type < types; type++) {
            merged.value(type, sums.value(sample, type));
        }
        merged.end(sums.labelSet(sample));
    }

    private void addMapping(Mapping mapping) {
        if (!mapping.equals(Mapping.NONE)) {
            mappings.add(mapping);
        }
    }

    private static boolean hasValue(Samples samples, int sample) {
        for (int type = 0; type < samples.valuesPerSample(); type++) {
            if (samples.value(sample, type) != 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Label> sorted(List<Label> labels) {
        if (labels.size() < 2) {
            return labels;
        }
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort(TEXTS_FIRST_BY_KEY);
        return sorted;
    }
}
