// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

/** The systemd of this machine. */
public final class Systemctl implements Systemd {
    @Override
    public void reload() {
        Subprocess.of("systemctl", "daemon-reload").run();
    }

    @Override
    public void enable(String unit) {
        Subprocess.of("systemctl", "enable", "--quiet", unit).run();
    }

    @Override
    public void restart(String unit) {
        // Systemd counts fast restarts and refuses after some; this one is on purpose.
        Subprocess.of("systemctl", "reset-failed", unit).tryRun();
        Subprocess.of("systemctl", "restart", unit).run();
    }

    @Override
    public boolean isActive(String unit) {
        return Subprocess.of("systemctl", "is-active", "--quiet", unit).tryRun().exitCode() == 0;
    }

    @Override
    public void disableAndStop(String unit) {
        Subprocess.Result result =
                Subprocess.of("systemctl", "disable", "--quiet", "--now", unit).tryRun();
        if (isActive(unit)) {
            throw new ToolException("systemctl cannot stop " + unit + ": " + result.firstWords() + ".");
        }
        Subprocess.of("systemctl", "reset-failed", unit).tryRun();
    }
}
