// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Listen;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.machine.Service;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.machine.SharingUnits;
import io.jujuheap.charm.machine.SidecarClient;
import io.jujuheap.charm.relation.Offer;
import io.jujuheap.charm.relation.Relations;
import io.jujuheap.charm.tool.Dispatch;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.JujuTools;
import io.jujuheap.charm.tool.JujuTools.Status;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.charm.tool.Systemd;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Runs the hooks. All but {@code stop} and {@code remove} do the same: they make the machine and the relations match
 * the current configuration.
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
     * Runs a hook. A failure that an administrator has to fix becomes the unit's status. Any other is thrown, so that
     * Juju retries the hook.
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
            refuseSubordinate(hook);
            JujuUnit unit = hook.unit();
            Relations relations = new Relations(tools, hook.brokenRelation(), this::warn);
            units.join(unit, relations.endpoints());
            Settings settings = Settings.from(tools.config());
            ClientWebConfig web = ClientWebConfig.of(settings);
            String decider = units.decider();
            boolean decides = decider.equals(unit.name());
            if (decides) {
                ensure(settings);
            }
            List<String> obstacles = relations.publish(new Offer(
                    unit,
                    settings,
                    web,
                    units.published(unit),
                    agents(relations),
                    layout.alertRules(),
                    layout.dashboards()));
            if (!obstacles.isEmpty()) {
                return Status.blocked(String.join("; ", obstacles));
            }
            return Status.active(decides ? "" : "Shares the service of " + decider);
        } catch (UsageException | FailureException e) {
            return Status.blocked(String.valueOf(e.getMessage()));
        }
    }

    /** Asks the service for its agents if a relation needs them. */
    private List<String> agents(Relations relations) throws IOException {
        if (!relations.needAgents()) {
            return List.of();
        }
        return SidecarClient.running(layout).map(SidecarClient::agents).orElse(List.of());
    }

    private void warn(String line) {
        tools.log(JujuTools.Level.WARNING, line);
    }

    /**
     * Refuses a principal that is itself a subordinate. For such a relation, Juju 4.0 adds a unit of this charm for
     * each unit of the subordinate, then a unit of the subordinate for each unit of this charm, without end.
     */
    private void refuseSubordinate(Dispatch hook) throws IOException {
        for (String principal : hook.principal().stream().toList()) {
            Path metadata = layout.metadataOf(principal);
            if (Files.isReadable(metadata)
                    && Documents.yaml(Files.readString(metadata))
                            .path("subordinate")
                            .asBoolean()) {
                throw new UsageException(
                        "principal " + principal + " is a subordinate, so Juju 4.0 adds units without end:"
                                + " juju remove-relation " + hook.unit().application() + " "
                                + principal.substring(0, principal.indexOf('/')));
            }
        }
    }

    private void ensure(Settings settings) throws FailureException, IOException {
        if (service.needsInstallation()) {
            tools.setStatus(Status.maintenance("Installing juju-heap"));
        }
        service.ensure(settings);
        tools.setApplicationVersion(service.version());
        openPorts(settings.listen());
    }

    /** Opens and closes ports. Only the deciding unit does so, because Juju lets only one unit of a machine open a port. */
    private void openPorts(Listen listen) {
        List<String> wanted = listen.isLoopback() ? List.of() : List.of(listen.port() + "/tcp");
        List<String> opened = tools.openedPorts();
        opened.stream().filter(port -> !wanted.contains(port)).forEach(tools::closePort);
        wanted.stream().filter(port -> !opened.contains(port)).forEach(tools::openPort);
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
