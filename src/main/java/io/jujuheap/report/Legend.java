// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import java.util.List;

/**
 * The legend of a report: the facts in pprof's lines over the table, and the format of values.
 *
 * @param file the name of the program's binary, without directories; empty when unknown
 * @param buildId the build id of the binary; empty when unknown
 * @param comments of the profile, all of them; tables leave out those that start with {@code #}, as pprof does
 * @param sampleType the name of the sample type, such as {@code inuse_space}
 * @param docUrl where the profile is explained; empty when not stated
 * @param timeNanos when the profile was taken, nanoseconds since the Unix epoch; 0 when not stated
 * @param durationNanos the time the profile covers; 0 when not stated
 * @param activeFilters the filters in use, as {@code name=value}
 * @param total the value of 100%
 * @param format the format of values
 */
public record Legend(
        String file,
        String buildId,
        List<String> comments,
        String sampleType,
        String docUrl,
        long timeNanos,
        long durationNanos,
        List<String> activeFilters,
        long total,
        ValueFormat format) {

    public Legend {
        requireNonNull(file, "file is null");
        requireNonNull(buildId, "buildId is null");
        comments = List.copyOf(comments);
        requireNonNull(sampleType, "sampleType is null");
        requireNonNull(docUrl, "docUrl is null");
        activeFilters = List.copyOf(activeFilters);
        requireNonNull(format, "format is null");
    }

    static Legend of(Selection selection, ValueFormat format) {
        Profile profile = selection.profile();
        ProfileInfo info = profile.info();
        return new Legend(
                program(profile),
                main(profile).buildId(),
                info.comments(),
                selection.measure().type(),
                info.docUrl(),
                info.timeNanos(),
                info.durationNanos(),
                selection.options().filters().active(),
                selection.total(),
                format);
    }

    /** The name of the program's binary, without directories; empty when unknown. */
    public static String program(Profile profile) {
        String file = main(profile).filename();
        return file.isEmpty() ? "" : GoPaths.base(file);
    }

    private static Mapping main(Profile profile) {
        return profile.mappings().isEmpty() ? Mapping.NONE : profile.mappings().get(0);
    }
}
