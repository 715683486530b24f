// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a charm can ask of Juju, and tell it, while a hook or an action runs. Every method throws {@link ToolException}
 * when Juju refuses.
 */
public interface HookTools {
    /** The levels of {@code juju debug-log}. */
    enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /** The application's configuration; an option without a value and without a default is absent. */
    JsonObject config();

    boolean isLeader();

    void setStatus(Status status);

    /** The version of the workload, in the Version column of {@code juju status}. */
    void setApplicationVersion(String version);

    void log(Level level, String message);

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

    /** The ports this unit has opened, as {@code NUMBER/tcp}. */
    List<String> openedPorts();

    /** Opens a port, as {@code NUMBER/tcp}; takes effect when the hook succeeds. */
    void openPort(String port);

    void closePort(String port);
}
