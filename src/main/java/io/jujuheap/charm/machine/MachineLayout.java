// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import java.nio.file.Path;
import java.util.List;

/**
 * The paths of all files on a machine:
 *
 * <pre>
 * /opt/juju-heap/VERSION/                  the program: runtime, jar, archive of its classes, native library
 * /etc/juju-heap/authorization             the token as a header line for curl -H @FILE, readable for root only
 * /etc/juju-heap/token                     the token alone, for scrapers, readable for root only
 * /etc/juju-heap/units/unit-juju-heap-0    the units that share the service, and their topology
 * /etc/systemd/system/juju-heap.service
 * /usr/local/bin/juju-heap                 a link to the command of the installed version
 * /var/lib/juju-heap/                      the stored profiles
 * </pre>
 *
 * @param root {@code /}, or a folder in its place
 * @param charmDir the unpacked charm
 */
public record MachineLayout(Path root, Path charmDir) {
    public static final String SERVICE = "juju-heap.service";

    Path charmRuntime() {
        return charmDir.resolve("runtime");
    }

    /** Returns the directory of the files that are installed unchanged: jar, options and launcher. */
    Path charmProgram() {
        return charmDir.resolve("lib");
    }

    Path unitTemplate() {
        return charmDir.resolve(SERVICE);
    }

    public Path alertRules() {
        return charmDir.resolve("prometheus_alert_rules");
    }

    public Path dashboards() {
        return charmDir.resolve("grafana_dashboards");
    }

    Path versionFile() {
        return charmDir.resolve("version");
    }

    Path releases() {
        return root.resolve("opt/juju-heap");
    }

    /** Returns the link that puts the command on PATH, also on that of sudo. */
    Path command() {
        return root.resolve("usr/local/bin/juju-heap");
    }

    Path configuration() {
        return root.resolve("etc/juju-heap");
    }

    Path authorization() {
        return configuration().resolve("authorization");
    }

    /** Returns the file with the token alone, for scrapers on this machine. */
    Path token() {
        return configuration().resolve("token");
    }

    /**
     * Returns the copy of the unit file with which the service last started successfully. It is deleted before the next
     * change.
     */
    Path applied() {
        return configuration().resolve("applied");
    }

    Path units() {
        return configuration().resolve("units");
    }

    Path unitFile() {
        return root.resolve("etc/systemd/system").resolve(SERVICE);
    }

    /** Returns the directory of stored profiles and everything else that the service writes. */
    public Path state() {
        return root.resolve("var/lib/juju-heap");
    }

    /** Returns the metadata of the charm of a unit on this machine. */
    public Path metadataOf(String unit) {
        return jujuData().resolve("agents/unit-" + unit.replace('/', '-') + "/charm/metadata.yaml");
    }

    /**
     * Returns the directories below which agents have their sockets; the second is that of a controller installed as a
     * snap.
     */
    public List<Path> dataDirs() {
        return List.of(jujuData(), root.resolve("var/snap/jujud/common"));
    }

    /** Returns Juju's own directory, DATA: the charm lies in {@code DATA/agents/TAG/charm}. */
    public Path jujuData() {
        Path agents = charmDir.toAbsolutePath().resolve("../..").normalize();
        return agents.endsWith("agents") ? agents.resolve("..").normalize() : root.resolve("var/lib/juju");
    }
}
