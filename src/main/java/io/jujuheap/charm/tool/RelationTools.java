// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hook tools about relations. Every method throws {@link ToolException} when Juju refuses. */
public interface RelationTools {
    boolean isLeader();

    /** Returns the relations of an endpoint, as {@code NAME:NUMBER}. */
    List<String> relationIds(String endpoint);

    /** Returns the units on the other side of a relation, as this unit sees them now. */
    List<String> remoteUnits(String relationId);

    /** Returns a unit's data in a relation; of this unit, with what it has set in this hook. */
    Map<String, String> unitData(String relationId, String unit);

    /** Sets keys of this unit's data in a relation; an empty value removes its key. */
    void setUnitData(String relationId, Map<String, String> data);

    /** Sets keys of the application's data in a relation; an empty value removes its key. Only the leader may. */
    void setApplicationData(String relationId, Map<String, String> data);

    /** Returns the address at which the other side of a relation reaches this unit, if the network has one. */
    Optional<String> bindAddress(String endpoint, String relationId);
}
