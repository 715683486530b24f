// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.util.List;

/**
 * The profiles that were found in some bytes, with remarks for the user.
 *
 * @param profiles at least one, in the order of the bytes
 * @param remark what was skipped or is missing, as a sentence without subject and full stop; empty when the bytes are
 *     exactly a profile as Go writes it
 */
public record Reading(List<Profile> profiles, String remark) {
    public Reading {
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("a reading needs a profile");
        }
        requireNonNull(remark, "remark is null");
    }

    /** Returns the last profile. */
    public Profile last() {
        return profiles.get(profiles.size() - 1);
    }
}
