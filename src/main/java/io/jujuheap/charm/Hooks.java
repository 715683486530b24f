// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Listen;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.machine.Service;
import io.jujuheap.charm.machine.Service.ServiceException;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.machine.SharingUnits;
import io.jujuheap.charm.relation.Offer;
import io.jujuheap.charm.relation.Relations;
import io.jujuheap.charm.tool.Dispatch;
import io.jujuheap.charm.tool.JujuTools;
import io.jujuheap.charm.tool.JujuTools.Status;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.charm.tool.Systemd;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * The hooks. All but {@code stop} and {@code remove} do the same: they bring the machine and the relations to what the
 * configuration says now.
 */
final class Hooks {
    private final JujuTools tools;
    private final MachineLayout layout;
    private final SharingUnits units;
    private final Service service;

    Hooks(JujuTools tools, Systemd systemd, MachineLayout layout, Clock clock) {
        this.tools = tools;
        this.layout = layout;
        this.units = new SharingUnits(layout, clock);
        this.service = new Service(layout, systemd, line -> tools.log(JujuTools.Level.INFO, line));
    }

    /**
     * Runs a hook. A failure that a person has to mend becomes the unit's status; all others are thrown, so that Juju
     * tries the hook again.
     */
    void run(Dispatch hook) throws IOException {
        switch (hook.name()) {
            case "stop" -> stop(hook.unit());
            case "remove" -> remove(hook.unit());
            default -> tools.setStatus(reconcile(hook));
        }
    }

    private Status reconcile(Dispatch hook) throws IOException {
        try {
            JujuUnit unit = hook.unit();
            units.join(unit);
            Settings settings = Settings.from(tools.config());
            String decider = units.decider();
            boolean decides = decider.equals(unit.name());
            if (decides) {
                ensure(settings);
            }
            List<String> obstacles = publish(hook, settings, decides);
            if (!obstacles.isEmpty()) {
                return Status.blocked(String.join("; ", obstacles));
            }
            return Status.active(decides ? "" : "Shares the service of " + decider);
        } catch (UsageException | ServiceException e) {
            return Status.blocked(String.valueOf(e.getMessage()));
        }
    }

    private void ensure(Settings settings) throws IOException {
        if (service.needsInstallation()) {
            tools.setStatus(Status.maintenance("Installing juju-heap"));
        }
        service.ensure(settings);
        tools.setApplicationVersion(service.version());
        openPorts(settings.listen());
    }

    /** Opens and closes ports. Only the deciding unit does, because Juju lets one unit of a machine open a port. */
    private void openPorts(Listen listen) {
        List<String> wanted = listen.isLoopback() ? List.of() : List.of(listen.port() + "/tcp");
        List<String> opened = tools.openedPorts();
        opened.stream().filter(port -> !wanted.contains(port)).forEach(tools::closePort);
        wanted.stream().filter(port -> !opened.contains(port)).forEach(tools::openPort);
    }

    private List<String> publish(Dispatch hook, Settings settings, boolean decides) throws IOException {
        Offer offer = new Offer(
                hook.unit(), settings, ClientWebConfig.of(settings), decides, layout.alertRules(), layout.dashboards());
        return new Relations(tools, hook.brokenRelation()).publish(offer);
    }

    private void stop(JujuUnit unit) throws IOException {
        units.leave(unit);
        if (units.isEmpty()) {
            service.stop();
        }
    }

    private void remove(JujuUnit unit) throws IOException {
        units.leave(unit);
        if (units.isEmpty()) {
            service.remove(Settings.keepSnapshots(tools.config()));
        }
    }
}
