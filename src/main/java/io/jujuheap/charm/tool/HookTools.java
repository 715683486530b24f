// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.List;

/**
 * What a charm can ask of Juju, and tell it, while a hook or an action runs. Every method throws {@link ToolException}
 * when Juju refuses.
 */
public interface HookTools extends RelationTools {
    /** The levels of {@code juju debug-log}. */
    enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /** The application's configuration; an option without a value and without a default is absent. */
    JsonObject config();

    void setStatus(Status status);

    /** The version of the workload, in the Version column of {@code juju status}. */
    void setApplicationVersion(String version);

    void log(Level level, String message);

    /** The ports this unit has opened, as {@code NUMBER/tcp}. */
    List<String> openedPorts();

    /** Opens a port, as {@code NUMBER/tcp}; takes effect when the hook succeeds. */
    void openPort(String port);

    void closePort(String port);
}
