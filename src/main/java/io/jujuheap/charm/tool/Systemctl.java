// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

/** The systemd of this machine. */
public final class Systemctl implements Systemd {
    @Override
    public void reload() {
        Command.of("systemctl", "daemon-reload").run();
    }

    @Override
    public void enable(String unit) {
        Command.of("systemctl", "enable", "--quiet", unit).run();
    }

    @Override
    public void restart(String unit) {
        // Systemd counts fast restarts and refuses after some; this one is on purpose.
        Command.of("systemctl", "reset-failed", unit).tryRun();
        Command.of("systemctl", "restart", unit).run();
    }

    @Override
    public boolean isActive(String unit) {
        return Command.of("systemctl", "is-active", "--quiet", unit).tryRun().exitCode() == 0;
    }

    @Override
    public void disableAndStop(String unit) {
        Command.Result result =
                Command.of("systemctl", "disable", "--quiet", "--now", unit).tryRun();
        if (isActive(unit)) {
            throw new ToolException("systemctl cannot stop " + unit + ": " + result.firstWords() + ".");
        }
        Command.of("systemctl", "reset-failed", unit).tryRun();
    }
}
