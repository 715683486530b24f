// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A profile in pprof's sense: samples of stacks, and the meaning of their numbers and addresses. Immutable and
 * consistent: every index is in range and every sample has one value per sample type.
 *
 * @param info the header of the profile
 * @param mappings the binaries of the process, the program's own first
 * @param locations the distinct places that stacks are made of
 * @param samples the samples; their stacks index {@code locations}
 */
public record Profile(ProfileInfo info, List<Mapping> mappings, List<Location> locations, Samples samples) {
    /** A location with its list, without its lines. */
    private static final long LOCATION_BYTES = 64;

    private static final long LINE_BYTES = 56;

    public Profile {
        requireNonNull(info, "info is null");
        mappings = List.copyOf(mappings);
        locations = List.copyOf(locations);
        if (samples.valuesPerSample() != info.sampleTypes().size()) {
            throw new IllegalArgumentException("samples have " + samples.valuesPerSample() + " values, but there are "
                    + info.sampleTypes().size() + " sample types");
        }
        if (samples.locationsNeeded() > locations.size()) {
            throw new IllegalArgumentException(
                    "a stack names location " + (samples.locationsNeeded() - 1) + " of " + locations.size());
        }
    }

    /** Returns the same samples with another header, which has as many sample types. */
    public Profile withInfo(ProfileInfo other) {
        return new Profile(other, mappings, locations, samples);
    }

    /** Returns the sample types, in the order of the values of a sample. */
    public List<SampleType> sampleTypes() {
        return info.sampleTypes();
    }

    /** Returns the index of the sample type of that name, when the profile has it. */
    public Optional<Integer> sampleTypeIndex(String type) {
        for (int i = 0; i < sampleTypes().size(); i++) {
            if (sampleTypes().get(i).type().equals(type)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Returns the index of the sample type to show by default: the stated one, otherwise the last. */
    public int defaultSampleTypeIndex() {
        return sampleTypeIndex(info.defaultSampleType()).orElse(sampleTypes().size() - 1);
    }

    /** Estimates the size of this profile on the Java heap, without its strings. */
    public long heapBytes() {
        long lines = 0;
        for (Location location : locations) {
            lines += location.lines().size();
        }
        return samples.heapBytes() + locations.size() * LOCATION_BYTES + lines * LINE_BYTES;
    }

    /** Returns the sum over all samples of the values of one sample type, saturating at the ends of {@code long}. */
    public long total(int type) {
        long total = 0;
        for (int sample = 0; sample < samples.count(); sample++) {
            total = Saturating.add(total, samples.value(sample, type));
        }
        return total;
    }
}
