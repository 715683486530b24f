// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

/**
 * What is running.
 *
 * @param version of juju-heap
 * @param revision the commit it was built from; empty when unknown
 */
public record BuildInfo(String version, String revision) {
    /** A build nobody released. */
    public static final BuildInfo DEVELOPMENT = new BuildInfo("dev", "");
}
