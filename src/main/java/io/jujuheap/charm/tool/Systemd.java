// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import io.jujuheap.io.Programs;

/** The service manager of this machine. Every method throws {@link ToolException} when systemctl refuses. */
public final class Systemd {
    /** Makes systemd reload its unit files. */
    public void reload() {
        Subprocess.of("systemctl", "daemon-reload").run();
    }

    /** Enables a unit, so that it starts with the machine. */
    public void enable(String unit) {
        Subprocess.of("systemctl", "enable", "--quiet", unit).run();
    }

    /** Starts or restarts a unit, even if systemd has given up on it before. */
    public void restart(String unit) {
        // systemd refuses a restart after several fast ones. This one is intended.
        Subprocess.of("systemctl", "reset-failed", unit).tryRun();
        Subprocess.of("systemctl", "restart", unit).run();
    }

    public boolean isActive(String unit) {
        return Subprocess.of("systemctl", "is-active", "--quiet", unit).tryRun().exitCode() == 0;
    }

    /** Stops a unit and undoes {@link #enable}. The unit need not exist. */
    public void disableAndStop(String unit) {
        Programs.Result result =
                Subprocess.of("systemctl", "disable", "--quiet", "--now", unit).tryRun();
        if (isActive(unit)) {
            throw new ToolException("systemctl cannot stop " + unit + ": " + result.firstWords() + ".");
        }
        Subprocess.of("systemctl", "reset-failed", unit).tryRun();
    }
}
