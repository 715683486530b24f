// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.Map;

/**
 * A unit of this charm and its place in Juju's topology.
 *
 * @param name such as {@code juju-heap/0}
 * @param model the model's name, without its owner
 * @param modelUuid the model's UUID
 */
public record JujuUnit(String name, String model, String modelUuid) {
    /** The charm's name. The application may have another one. */
    public static final String CHARM = "juju-heap";

    public String application() {
        return name.substring(0, name.indexOf('/'));
    }

    /** Returns the tag of its agent, such as {@code unit-juju-heap-0}. */
    public String tag() {
        return "unit-" + name.replace('/', '-');
    }

    /** Returns model, first eight digits of its UUID, and application, as COS names them: {@code controller_0c6f1a2b_juju-heap}. */
    public String identifier() {
        return model + "_" + modelUuid.substring(0, Math.min(8, modelUuid.length())) + "_" + application();
    }

    /** Returns the topology under the keys that scrape metadata and dashboards use. */
    public Map<String, String> topology() {
        return Map.of("model", model, "model_uuid", modelUuid, "application", application(), "unit", name);
    }
}
