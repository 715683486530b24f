// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.tool.RelationTools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the data of all relations. Juju passes on only what changed. */
public final class Relations {
    private final RelationTools tools;
    private final Optional<String> broken;

    /**
     * Makes the relations as they are in one hook.
     *
     * @param broken the relation that is going away, which can no longer be written to
     */
    public Relations(RelationTools tools, Optional<String> broken) {
        this.tools = tools;
        this.broken = broken;
    }

    /**
     * Publishes the offer.
     *
     * @return one sentence for each endpoint that is related and cannot be served, which tells what to change
     */
    public List<String> publish(Offer offer) throws IOException {
        List<String> obstacles = new ArrayList<>();
        boolean leader = tools.isLeader();
        for (Endpoint endpoint : List.of(
                new CosAgent(offer),
                new MetricsEndpoint(offer),
                new ProfilingEndpoint(offer),
                new GrafanaDashboard(offer))) {
            List<String> relations = new ArrayList<>(tools.relationIds(endpoint.name()));
            broken.ifPresent(relations::remove);
            for (String relation : relations) {
                publish(endpoint, relation, leader);
            }
            if (!relations.isEmpty()) {
                endpoint.obstacle().ifPresent(obstacles::add);
            }
        }
        return obstacles;
    }

    private void publish(Endpoint endpoint, String relation, boolean leader) throws IOException {
        if (endpoint.needsRemoteUnit() && tools.remoteUnits(relation).isEmpty()) {
            return;
        }
        boolean offered = endpoint.obstacle().isEmpty();
        Map<String, String> unitData = endpoint.unitData(() -> tools.bindAddress(endpoint.name(), relation));
        if (!unitData.isEmpty()) {
            tools.setUnitData(relation, offered ? unitData : removed(unitData));
        }
        Map<String, String> applicationData = leader ? endpoint.applicationData() : Map.of();
        if (!applicationData.isEmpty()) {
            tools.setApplicationData(relation, offered ? applicationData : removed(applicationData));
        }
    }

    private static Map<String, String> removed(Map<String, String> data) {
        Map<String, String> empty = new LinkedHashMap<>();
        data.keySet().forEach(key -> empty.put(key, ""));
        return empty;
    }
}
