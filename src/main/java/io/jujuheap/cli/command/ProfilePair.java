// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import static java.util.Objects.requireNonNull;

import io.jujuheap.cli.line.Console;
import io.jujuheap.profile.Profile;

/** Two profiles of one agent to compare, in the order of every command line: the earlier one first. */
record ProfilePair(Profile base, Profile target) {
    ProfilePair {
        requireNonNull(base, "base is null");
        requireNonNull(target, "target is null");
    }

    /** Says so when the order is likely to be a mistake; what was asked for is done all the same. */
    ProfilePair warnOfWrongOrder(String command, Console console) {
        long baseNanos = base.info().timeNanos();
        long targetNanos = target.info().timeNanos();
        if (baseNanos != 0 && targetNanos != 0 && baseNanos > targetNanos) {
            console.err()
                    .println("juju-heap " + command
                            + ": BASE was taken after TARGET, so growth shows as shrinkage; swap them?");
        }
        return this;
    }
}
