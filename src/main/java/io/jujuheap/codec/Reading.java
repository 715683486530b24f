// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.util.List;

/**
 * The profiles that were found in some bytes, and what is to be said about them.
 *
 * @param profiles at least one, in the order of the bytes
 * @param remark what was passed over or is missing, a sentence without its subject and full stop; empty when the bytes are
 *     just a profile as Go writes it
 */
public record Reading(List<Profile> profiles, String remark) {
    public Reading {
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("a reading needs a profile");
        }
        requireNonNull(remark, "remark is null");
    }

    /** Returns the last profile: where there are several, the latest. */
    public Profile last() {
        return profiles.get(profiles.size() - 1);
    }
}
