// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

/**
 * What is running.
 *
 * @param version of juju-heap
 * @param revision the commit it was built from, {@code -dirty} behind it when it was built from more; {@code unknown} outside of git
 */
public record BuildInfo(String version, String revision) {
    /** The revision of a build that was not told. */
    public static final String UNKNOWN = "unknown";

    /** A build nobody released. */
    public static final BuildInfo DEVELOPMENT = new BuildInfo("dev", UNKNOWN);
}
