// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.logging.Logger;

/** The current agents of {@link AgentSource}, each with its regular rounds. */
final class Roster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    private final AgentSource source;
    private final Function<AgentSource.Agent, AgentRounds> begin;
    private volatile Map<AgentTag, AgentRounds> agents = Map.of();
    private volatile String problem = "";
    private volatile boolean closed;

    /** @param begin starts the rounds of a new agent */
    Roster(AgentSource source, Function<AgentSource.Agent, AgentRounds> begin) {
        this.source = source;
        this.begin = begin;
    }

    /** Looks for agents: starts rounds for new ones, and ends those of agents that have disappeared or moved. */
    synchronized void search() {
        if (closed) {
            return;
        }
        Map<AgentTag, AgentRounds> before = agents;
        Map<AgentTag, AgentRounds> now = new TreeMap<>();
        AgentSource.Found found = source.find();
        for (AgentSource.Agent agent : found.agents()) {
            AgentTag tag = agent.info().tag();
            AgentRounds known = before.get(tag);
            now.put(tag, known != null && known.goesOnWith(agent.info()) ? known : begin(agent));
        }
        agents = Collections.unmodifiableMap(now);
        problem = found.problem();
        before.forEach((tag, rounds) -> end(rounds, tag, now));
    }

    private AgentRounds begin(AgentSource.Agent agent) {
        LOG.info(() -> "Found " + agent.info().tag() + ".");
        return begin.apply(agent);
    }

    private static void end(AgentRounds rounds, AgentTag tag, Map<AgentTag, AgentRounds> now) {
        if (now.get(tag) == rounds) {
            return;
        }
        rounds.close();
        if (!now.containsKey(tag)) {
            LOG.info(() -> tag + " is gone.");
        }
    }

    /** Returns the rounds made to the agents, by tag; the machine agent first. */
    Collection<AgentRounds> all() {
        return agents.values();
    }

    /** Returns the rounds made to an agent, if it is still there. */
    Optional<AgentRounds> find(AgentTag tag) {
        return Optional.ofNullable(agents.get(tag));
    }

    /**
     * Returns the rounds made to an agent.
     *
     * @throws UnknownAgentException when it has disappeared
     */
    AgentRounds get(AgentTag tag) {
        return find(tag).orElseThrow(() -> new UnknownAgentException(tag + " is no longer on this machine."));
    }

    /**
     * Returns the agent that is meant: the one named, or the one in whose process it lives; without a name the first.
     *
     * @throws UnknownAgentException when there is none
     */
    AgentTag meant(Optional<String> name) {
        List<AgentInfo> now =
                all().stream().map(rounds -> rounds.watch().state().info()).toList();
        if (now.isEmpty()) {
            throw new UnknownAgentException("No Juju agent was found on this machine. " + problem);
        }
        if (name.isEmpty()) {
            return now.get(0).tag();
        }
        return AgentTag.of(name.get())
                .flatMap(wanted -> now.stream()
                        .filter(info ->
                                info.tag().equals(wanted) || info.covers().contains(wanted))
                        .map(AgentInfo::tag)
                        .findFirst())
                .orElseThrow(() -> unknown(now));
    }

    private static UnknownAgentException unknown(List<AgentInfo> now) {
        String all =
                String.join(", ", now.stream().map(info -> info.tag().value()).toList());
        return new UnknownAgentException("There is no such agent on this machine; there is " + all + ".");
    }

    @Override
    public synchronized void close() {
        closed = true;
        all().forEach(AgentRounds::close);
        agents = Map.of();
    }
}
