// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

/** The service manager. Every method throws {@link ToolException} when it refuses. */
public interface Systemd {
    /** Reads unit files again. */
    void reload();

    /** Has a unit start when the machine does. */
    void enable(String unit);

    /** Starts a unit that has stopped, or stops and starts one that runs; also one that was given up on. */
    void restart(String unit);

    boolean isActive(String unit);

    /** Stops a unit and undoes {@link #enable}. It need not exist. */
    void disableAndStop(String unit);
}
