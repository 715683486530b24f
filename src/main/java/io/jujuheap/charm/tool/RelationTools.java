// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a charm can learn of its relations, and say in them. Every method throws {@link ToolException} when Juju refuses. */
public interface RelationTools {
    boolean isLeader();

    /** The relations of an endpoint, as {@code NAME:NUMBER}. */
    List<String> relationIds(String endpoint);

    /** The units on the other side of a relation, as this unit sees them now. */
    List<String> remoteUnits(String relationId);

    /** Sets keys of this unit's data in a relation; an empty value removes its key. */
    void setUnitData(String relationId, Map<String, String> data);

    /** Sets keys of the application's data in a relation, as the leader only; an empty value removes its key. */
    void setApplicationData(String relationId, Map<String, String> data);

    /** The address at which this unit is reached through a relation's endpoint, if the network has one. */
    Optional<String> bindAddress(String endpoint, String relationId);
}
