// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Profile;
import io.jujuheap.report.Legend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the profile that an answer is about.
 *
 * @param agent its tag; absent when the profile does not come from a sidecar
 * @param takenAt absent when unknown, as in Go's texts
 * @param snapshot the id of the stored profile; absent when it is not a stored one
 * @param program the file name of the agent's binary; absent when unknown
 */
public record CaptureView(
        @Nullable String agent, @Nullable String takenAt, @Nullable String snapshot, @Nullable String program) {

    /** Returns the view of a profile without further facts. */
    static CaptureView of(Legend legend) {
        String takenAt = legend.timeNanos() == 0
                ? null
                : Instant.ofEpochSecond(0, legend.timeNanos()).toString();
        return new CaptureView(null, takenAt, null, known(legend.file()));
    }

    /** Returns the view of a profile of an agent. */
    public static CaptureView of(String agent, Instant takenAt, @Nullable String snapshot, Profile profile) {
        return new CaptureView(agent, takenAt.toString(), snapshot, known(Legend.program(profile)));
    }

    private static @Nullable String known(String program) {
        return program.isEmpty() ? null : program;
    }
}
