// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A unit of this charm, and where it belongs: Juju's topology.
 *
 * @param name {@code juju-heap/0}
 * @param model the model's name, without its owner
 * @param modelUuid the model's UUID
 */
public record JujuUnit(String name, String model, String modelUuid) {
    /** The charm's name, which need not be the application's. */
    public static final String CHARM = "juju-heap";

    public String application() {
        return name.substring(0, name.indexOf('/'));
    }

    /** {@code unit-juju-heap-0}, the name of its agent. */
    public String tag() {
        return "unit-" + name.replace('/', '-');
    }

    /** Model, start of its UUID and application: {@code controller_0c6f1a2b_juju-heap}, as COS names things. */
    public String identifier() {
        return model + "_" + modelUuid.substring(0, Math.min(8, modelUuid.length())) + "_" + application();
    }

    /** The topology under the keys that scrape metadata and dashboards use. */
    public Map<String, String> topology() {
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("model", model);
        topology.put("model_uuid", modelUuid);
        topology.put("application", application());
        topology.put("unit", name);
        return topology;
    }
}
