// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Profile;
import io.jujuheap.report.Legend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the profile that an answer is about.
 *
 * @param agent its tag; absent where the profile does not come through a sidecar
 * @param takenAt absent where the profile does not tell, as Go's text does not
 * @param snapshot the id of the stored profile; absent where it is not a stored one
 * @param program the file name of the agent's binary; absent where the profile does not tell
 */
public record CaptureView(
        @Nullable String agent, @Nullable String takenAt, @Nullable String snapshot, @Nullable String program) {

    /** A profile that tells about itself only what it holds. */
    static CaptureView of(Legend legend) {
        String takenAt = legend.timeNanos() == 0
                ? null
                : Instant.ofEpochSecond(0, legend.timeNanos()).toString();
        return new CaptureView(null, takenAt, null, known(legend.file()));
    }

    /** A profile of an agent. */
    public static CaptureView of(String agent, Instant takenAt, @Nullable String snapshot, Profile profile) {
        return new CaptureView(agent, takenAt.toString(), snapshot, known(Legend.program(profile)));
    }

    private static @Nullable String known(String program) {
        return program.isEmpty() ? null : program;
    }
}
