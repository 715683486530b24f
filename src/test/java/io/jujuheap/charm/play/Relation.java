// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A relation of the application, with the data that its two ends gave. */
public final class Relation {
    private final String id;
    private final Map<String, String> applicationData = new TreeMap<>();
    private final Map<String, Map<String, String>> unitData = new TreeMap<>();
    List<String> remoteUnits = List.of();
    boolean removedByForce;

    Relation(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    String endpoint() {
        return id.substring(0, id.indexOf(':'));
    }

    public Map<String, String> applicationData() {
        return applicationData;
    }

    public Map<String, String> unitData(String unit) {
        return unitData.computeIfAbsent(unit, ignored -> new TreeMap<>());
    }

    void forget(String unit) {
        unitData.remove(unit);
    }

    /** Plays {@code juju remove-relation --force}: the unit still sees the relation, and may not write to it any more. */
    public void removeByForce() {
        removedByForce = true;
    }

    /** Returns all its data. */
    @Override
    public String toString() {
        return id + applicationData + unitData;
    }
}
