// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.machine.SidecarClient;
import io.jujuheap.charm.tool.ActionTools;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Runs the actions by name. */
public final class Actions {
    private static final Map<String, Action> ACTIONS = Map.of(
            "heap-profile", HeapProfile::run,
            "heap-diff", HeapDiff::run,
            "heap-leaks", ReportActions::heapLeaks,
            "memory", ReportActions::memory,
            "goroutines", ReportActions::goroutines,
            "list-snapshots", ReportActions::listSnapshots);

    /** Runs an action; returns its results: keys as Juju allows them, values without secrets. */
    @FunctionalInterface
    interface Action {
        Map<String, String> run(Request request) throws FailureException;
    }

    private final ActionTools tools;
    private final MachineLayout layout;
    private final Clock clock;

    public Actions(ActionTools tools, MachineLayout layout, Clock clock) {
        this.tools = tools;
        this.layout = layout;
        this.clock = clock;
    }

    /** Runs an action and reports its results or its failure to the user. */
    public void run(String name, JujuUnit unit) throws IOException {
        Action action = ACTIONS.get(name);
        if (action == null) {
            tools.fail("There is no action " + name + " in this version of the charm.");
            return;
        }
        try {
            Request request = new Request(tools.parameters(), unit, heap(), layout, clock, tools::progress);
            tools.addResults(action.run(request));
        } catch (FailureException | UsageException e) {
            tools.fail(String.valueOf(e.getMessage()));
        }
    }

    private ProfileSource heap() throws IOException {
        Optional<SidecarClient> service = SidecarClient.running(layout);
        if (service.isPresent()) {
            return new ServiceProfiles(service.get(), clock);
        }
        tools.progress("The service does not answer; asking the agent itself");
        return new SocketProfiles(layout.dataDirs(), layout.state(), clock);
    }
}
