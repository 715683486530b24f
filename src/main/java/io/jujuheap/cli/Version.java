// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The version of this juju-heap. */
public final class Version {
    /** The one-line description that the Juju client lists plugins with. */
    public static final String DESCRIPTION = "what is eating the memory of a Juju agent, since when, and is it a leak";

    private Version() {}

    /** Returns the version of the jar, {@code development} when run from class files. */
    public static String text() {
        return Objects.requireNonNullElse(ofJar(), "development");
    }

    /** Returns the version and the commit of the jar, for the metrics of the sidecar. */
    public static BuildInfo build() {
        return new BuildInfo(text(), ofJar() == null ? BuildInfo.UNKNOWN : revision());
    }

    private static @Nullable String ofJar() {
        return Version.class.getPackage().getImplementationVersion();
    }

    /** Returns the build from the manifest; the package knows the version only. */
    private static String revision() {
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            String build =
                    in == null ? null : new Manifest(in).getMainAttributes().getValue("Implementation-Build");
            return Objects.requireNonNullElse(build, BuildInfo.UNKNOWN);
        } catch (IOException e) {
            return BuildInfo.UNKNOWN;
        }
    }
}
