// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import java.util.Objects;

/** Which juju-heap this is. */
public final class Version {
    /** The one-line description that the Juju client lists plugins with. */
    public static final String DESCRIPTION = "what is eating the memory of a Juju agent, since when, and is it a leak";

    private Version() {}

    /** The version of the jar, {@code development} when run from class files. */
    public static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
