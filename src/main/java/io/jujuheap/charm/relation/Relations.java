// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.tool.RelationTools;
import io.jujuheap.charm.tool.ToolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes the data of all relations. Juju passes on only what changed.
 *
 * <p>A relation that this unit cannot read or write is logged and skipped. A relation that was removed by force stays
 * in the list for a while, and must not block everything else. The next hook tries again.
 */
public final class Relations {
    private final RelationTools tools;
    private final Consumer<String> warnings;
    private final Map<String, List<String>> related = new LinkedHashMap<>();

    /**
     * Reads the relations of this unit from Juju.
     *
     * @param broken the relation that is being removed in this hook and can no longer be written
     * @param warnings receives a line for each skipped relation
     */
    public Relations(RelationTools tools, Optional<String> broken, Consumer<String> warnings) {
        this.tools = tools;
        this.warnings = warnings;
        for (String endpoint : Endpoint.NAMES) {
            List<String> relations = tools.relationIds(endpoint).stream()
                    .filter(relation -> !broken.equals(Optional.of(relation)))
                    .filter(this::hasRemoteUnit)
                    .toList();
            if (!relations.isEmpty()) {
                related.put(endpoint, relations);
            }
        }
    }

    /** Tells whether the other side has a unit. Until then nothing reads the data, and Juju may refuse to store it. */
    private boolean hasRemoteUnit(String relation) {
        try {
            return !tools.remoteUnits(relation).isEmpty();
        } catch (ToolException e) {
            skip(relation, e);
            return false;
        }
    }

    /** Returns the endpoints that have a relation whose other side has a unit. */
    public Set<String> endpoints() {
        return related.keySet();
    }

    /** Tells whether an offer has to name the agents of this machine. */
    public boolean needAgents() {
        return related.containsKey(ProfilingEndpoint.NAME);
    }

    /**
     * Publishes the offer.
     *
     * @return for each related endpoint that cannot be served, a sentence that says what to change
     */
    public List<String> publish(Offer offer) throws IOException {
        List<String> obstacles = new ArrayList<>();
        boolean leader = tools.isLeader();
        for (Endpoint endpoint : Endpoint.all(offer, machines(offer, leader))) {
            for (String relation : related.getOrDefault(endpoint.name(), List.of())) {
                publish(endpoint, relation, offer.published().contains(endpoint.name()), leader);
            }
            if (related.containsKey(endpoint.name())) {
                endpoint.obstacle().ifPresent(obstacles::add);
            }
        }
        return obstacles;
    }

    /** Publishes the data of this unit's machine to the other units; returns the data of all, which only the leader needs. */
    private List<ProfiledMachine> machines(Offer offer, boolean leader) {
        Machines machines = new Machines(tools, warnings);
        List<String> profiling = related.getOrDefault(ProfilingEndpoint.NAME, List.of());
        try {
            if (!offer.profiles() || profiling.isEmpty()) {
                machines.tell(Optional.empty());
            } else if (!offer.agents().isEmpty()) {
                machines.tell(tools.bindAddress(ProfilingEndpoint.NAME, profiling.get(0))
                        .map(offer::profiledMachine));
            }
            return leader && !profiling.isEmpty() ? machines.all(offer.unit()) : List.of();
        } catch (ToolException e) {
            skip(Machines.NAME, e);
            return List.of();
        }
    }

    private void publish(Endpoint endpoint, String relation, boolean fromThisUnit, boolean leader) throws IOException {
        boolean offered = endpoint.obstacle().isEmpty();
        Supplier<Optional<String>> address = () -> tools.bindAddress(endpoint.name(), relation);
        try {
            Map<String, String> unitData =
                    offered && fromThisUnit ? endpoint.unitData(address) : removed(endpoint.unitData(Optional::empty));
            if (!unitData.isEmpty()) {
                tools.setUnitData(relation, unitData);
            }
            Map<String, String> applicationData = leader ? endpoint.applicationData() : Map.of();
            if (!applicationData.isEmpty()) {
                tools.setApplicationData(relation, offered ? applicationData : removed(applicationData));
            }
        } catch (ToolException e) {
            skip(relation, e);
        }
    }

    private void skip(String relation, ToolException why) {
        warnings.accept("relation " + relation + " is skipped: " + why.getMessage());
    }

    private static Map<String, String> removed(Map<String, String> data) {
        Map<String, String> empty = new LinkedHashMap<>();
        data.keySet().forEach(key -> empty.put(key, ""));
        return empty;
    }
}
