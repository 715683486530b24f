// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.tool.RelationTools;
import io.jujuheap.charm.tool.ToolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The relations of one unit, in memory. What is set is seen at once. */
final class FakeRelations implements RelationTools {
    private final Map<String, List<String>> relations = new TreeMap<>();
    final Map<String, Map<String, String>> data = new TreeMap<>();
    private final String unit;
    boolean leader = true;
    String refused = "";
    String address = "10.0.0.5";

    FakeRelations(String unit) {
        this.unit = unit;
    }

    void relate(String id, String... remoteUnits) {
        relations.put(id, List.of(remoteUnits));
    }

    Map<String, String> unitData(String id) {
        return data(id, unit);
    }

    Map<String, String> data(String id, String of) {
        return data.computeIfAbsent(id + (of.equals(unit) ? " of the unit" : " of " + of), ignored -> new TreeMap<>());
    }

    @Override
    public Map<String, String> unitData(String id, String unit) {
        return data(id, unit);
    }

    Map<String, String> applicationData(String id) {
        return data.computeIfAbsent(id + " of the application", ignored -> new TreeMap<>());
    }

    String everything() {
        return data.toString();
    }

    @Override
    public boolean isLeader() {
        return leader;
    }

    @Override
    public List<String> relationIds(String endpoint) {
        return relations.keySet().stream()
                .filter(id -> id.startsWith(endpoint + ":"))
                .toList();
    }

    @Override
    public List<String> remoteUnits(String relationId) {
        return relations.getOrDefault(relationId, List.of());
    }

    @Override
    public void setUnitData(String relationId, Map<String, String> given) {
        if (relationId.equals(refused)) {
            throw new ToolException("relation-set failed: ERROR cannot write relation settings: permission denied.");
        }
        set(unitData(relationId), given);
    }

    @Override
    public void setApplicationData(String relationId, Map<String, String> given) {
        assertThat(leader).as("only the leader may write application data").isTrue();
        set(applicationData(relationId), given);
    }

    private static void set(Map<String, String> data, Map<String, String> given) {
        data.putAll(given);
        data.values().removeIf(String::isEmpty);
    }

    @Override
    public Optional<String> bindAddress(String endpoint, String relationId) {
        return Optional.of(address);
    }
}
