// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header of a profile: everything but its samples.
 *
 * @param sampleTypes the types of the values of a sample, in order; at least one
 * @param defaultSampleType the type shown when none is asked for; empty means the last
 * @param periodType the type of {@code period}, {@link SampleType#NONE} when not stated
 * @param period the mean number of period units between two samples; bytes for heap profiles
 * @param timeNanos when it was taken, nanoseconds since the Unix epoch, 0 when not stated
 * @param durationNanos the time it covers, 0 when not stated
 * @param dropFrames regular expression of frames to drop from the leaf side, empty for none
 * @param keepFrames regular expression of exceptions to {@code dropFrames}, empty for none
 * @param comments free text
 * @param docUrl where the profile is explained, empty when not stated
 * @param memStats the memory statistics of Go's text format, null when absent
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

    /** Returns an info that has sample types and nothing else. */
    public static ProfileInfo of(List<SampleType> sampleTypes) {
        return new ProfileInfo(sampleTypes, "", SampleType.NONE, 0, 0, 0, "", "", List.of(), "", null);
    }

    /** Returns the memory statistics at the end of a Go text profile; absent in protobuf profiles. */
    public Optional<MemStats> goMemStats() {
        return Optional.ofNullable(memStats);
    }

    /** Returns this info with other sample types. */
    public ProfileInfo withSampleTypes(List<SampleType> types) {
        return with(types, defaultSampleType, timeNanos, durationNanos);
    }

    /** Returns this info taken at another time, in nanoseconds since the Unix epoch. */
    public ProfileInfo withTimeNanos(long nanos) {
        return withTimes(nanos, durationNanos);
    }

    /** Returns this info taken at another time, in nanoseconds since the Unix epoch, and over another duration. */
    public ProfileInfo withTimes(long newTimeNanos, long newDurationNanos) {
        return with(sampleTypes, defaultSampleType, newTimeNanos, newDurationNanos);
    }

    /** Returns this info with another default sample type. */
    public ProfileInfo withDefaultSampleType(String type) {
        return with(sampleTypes, type, timeNanos, durationNanos);
    }

    private ProfileInfo with(List<SampleType> types, String defaultType, long newTimeNanos, long newDurationNanos) {
        return new ProfileInfo(
                types,
                defaultType,
                periodType,
                period,
                newTimeNanos,
                newDurationNanos,
                dropFrames,
                keepFrames,
                comments,
                docUrl,
                memStats);
    }

    /**
     * Returns the info of a sum of profiles: the first one's with the longest period, the earliest time that is stated, the
     * sum of the durations, all comments, and the first default type and URL that are stated. Memory statistics are of one
     * moment and get lost.
     */
    static ProfileInfo merged(List<ProfileInfo> infos) {
        ProfileInfo first = infos.get(0);
        return new ProfileInfo(
                first.sampleTypes,
                firstStated(infos.stream().map(ProfileInfo::defaultSampleType)),
                first.periodType,
                infos.stream().mapToLong(ProfileInfo::period).reduce(0, Math::max),
                infos.stream()
                        .mapToLong(ProfileInfo::timeNanos)
                        .filter(nanos -> nanos != 0)
                        .min()
                        .orElse(0),
                infos.stream().mapToLong(ProfileInfo::durationNanos).reduce(0, Saturating::add),
                first.dropFrames,
                first.keepFrames,
                infos.stream()
                        .flatMap(info -> info.comments.stream())
                        .distinct()
                        .toList(),
                firstStated(infos.stream().map(ProfileInfo::docUrl)),
                null);
    }

    private static String firstStated(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
}
