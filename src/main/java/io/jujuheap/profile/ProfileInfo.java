// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says about itself besides its samples.
 *
 * @param sampleTypes what each value of a sample counts, in the order of the values; at least one
 * @param defaultSampleType the type shown when none is asked for; empty means the last
 * @param periodType what {@code period} counts, {@link SampleType#NONE} when not stated
 * @param period the mean number of period units between two samples; bytes for heap profiles
 * @param timeNanos when it was taken, nanoseconds since the Unix epoch, 0 when not stated
 * @param durationNanos the time it covers, 0 when not stated
 * @param dropFrames regular expression of frames to drop from the leaf side, empty for none
 * @param keepFrames regular expression of exceptions to {@code dropFrames}, empty for none
 * @param comments free text
 * @param docUrl where the profile is explained, empty when not stated
 * @param memStats the memory statistics that Go's text format carries, null when absent
 */
public record ProfileInfo(
        List<SampleType> sampleTypes,
        String defaultSampleType,
        SampleType periodType,
        long period,
        long timeNanos,
        long durationNanos,
        String dropFrames,
        String keepFrames,
        List<String> comments,
        String docUrl,
        @Nullable MemStats memStats) {

    public ProfileInfo {
        sampleTypes = List.copyOf(sampleTypes);
        if (sampleTypes.isEmpty()) {
            throw new IllegalArgumentException("a profile needs at least one sample type");
        }
        requireNonNull(defaultSampleType, "defaultSampleType is null");
        requireNonNull(periodType, "periodType is null");
        requireNonNull(dropFrames, "dropFrames is null");
        requireNonNull(keepFrames, "keepFrames is null");
        comments = List.copyOf(comments);
        requireNonNull(docUrl, "docUrl is null");
    }

    /** The plainest info: sample types and nothing else. */
    public static ProfileInfo of(List<SampleType> sampleTypes) {
        return new ProfileInfo(sampleTypes, "", SampleType.NONE, 0, 0, 0, "", "", List.of(), "", null);
    }

    /** The memory statistics at the end of a Go text profile; absent in protobuf profiles. */
    public Optional<MemStats> goMemStats() {
        return Optional.ofNullable(memStats);
    }

    /** This info with other sample types. */
    public ProfileInfo withSampleTypes(List<SampleType> types) {
        return new ProfileInfo(
                types,
                defaultSampleType,
                periodType,
                period,
                timeNanos,
                durationNanos,
                dropFrames,
                keepFrames,
                comments,
                docUrl,
                memStats);
    }

    /** This info taken at {@code nanos} since the Unix epoch. */
    public ProfileInfo withTimeNanos(long nanos) {
        return new ProfileInfo(
                sampleTypes,
                defaultSampleType,
                periodType,
                period,
                nanos,
                durationNanos,
                dropFrames,
                keepFrames,
                comments,
                docUrl,
                memStats);
    }

    /** This info with another default sample type. */
    public ProfileInfo withDefaultSampleType(String type) {
        return new ProfileInfo(
                sampleTypes,
                type,
                periodType,
                period,
                timeNanos,
                durationNanos,
                dropFrames,
                keepFrames,
                comments,
                docUrl,
                memStats);
    }
}
