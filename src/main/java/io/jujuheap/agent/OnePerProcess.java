// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses one agent for each process, since all agents of a process show the same heap.
 *
 * <p>The rule. Agents that answer from one process id share a process. The id is unknown when an agent does not answer
 * or its process is not visible from here. Then a machine, controller or application agent counts as a process of its
 * own. A unit belongs to the process of the agent whose {@code agent.conf} lists it, or else of the first of these
 * agents, because since Juju 2.9 the units of a machine run inside its machine agent. A unit without such an agent, as
 * in a Kubernetes pod, counts as a process of its own.
 *
 * <p>Of the agents of a process, those that answer come before the others, then machine before controller, application
 * and unit, then lower numbers before higher ones. The first is chosen.
 */
final class OnePerProcess {
    private static final Comparator<FoundAgent> BY_TAG = Comparator.comparing(FoundAgent::tag);
    private static final Comparator<FoundAgent> BEST_FIRST =
            Comparator.comparing(FoundAgent::isReachable).reversed().thenComparing(BY_TAG);

    private final List<FoundAgent> agents;
    private final List<FoundAgent> hosts;
    private final Map<AgentTag, List<AgentTag>> deployedUnits = new HashMap<>();

    private OnePerProcess(List<FoundAgent> agents) {
        this.agents = agents;
        this.hosts =
                agents.stream().filter(agent -> !isUnit(agent)).sorted(BY_TAG).toList();
    }

    /** Returns the same agents in the same order, each with the agent that is asked for its process. */
    static List<FoundAgent> choose(List<FoundAgent> agents) {
        OnePerProcess processes = new OnePerProcess(agents);
        Map<Object, AgentTag> chosen = new HashMap<>();
        agents.stream().sorted(BEST_FIRST).forEach(agent -> chosen.putIfAbsent(processes.of(agent), agent.tag()));
        return agents.stream()
                .map(agent -> agent.askedThrough(requireNonNull(chosen.get(processes.of(agent)))))
                .toList();
    }

    /** Returns a key that is equal for two agents exactly when they share a process. */
    private Object of(FoundAgent agent) {
        if (agent.pid() > 0) {
            return agent.pid();
        }
        FoundAgent host = hostOf(agent);
        long pid = host.pid() > 0 ? host.pid() : pidOfGuest(host);
        return pid > 0 ? pid : host.tag();
    }

    private FoundAgent hostOf(FoundAgent agent) {
        if (!isUnit(agent) || hosts.isEmpty()) {
            return agent;
        }
        return hosts.stream()
                .filter(host -> deployedBy(host).contains(agent.tag()))
                .findFirst()
                .orElse(hosts.get(0));
    }

    private long pidOfGuest(FoundAgent host) {
        return agents.stream()
                .filter(agent -> agent.pid() > 0 && hostOf(agent).equals(host))
                .mapToLong(FoundAgent::pid)
                .findFirst()
                .orElse(0);
    }

    private List<AgentTag> deployedBy(FoundAgent host) {
        return deployedUnits.computeIfAbsent(host.tag(), tag -> host.conf().deployedUnits());
    }

    private static boolean isUnit(FoundAgent agent) {
        return agent.tag().kind() == AgentTag.Kind.UNIT;
    }
}
