// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the data that a unit publishes to the others of its application, so that the leader can write a profiling job
 * for each agent.
 *
 * @param unit the unit, such as {@code juju-heap/0}
 * @param target the service of its machine, as {@code HOST:PORT}
 * @param certificate the certificate of the service in PEM form; absent when the service does not use TLS
 * @param agents the tags of the agents whose profiles the service has
 */
record ProfiledMachine(String unit, String target, @Nullable String certificate, List<String> agents) {
    ProfiledMachine {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(target, "target");
        agents = List.copyOf(agents);
    }
}
