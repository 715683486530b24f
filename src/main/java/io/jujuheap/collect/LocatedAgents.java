// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.FoundAgent;
import java.nio.file.Path;
import java.util.List;

/** Finds agents by their sockets, or uses those that a user names. */
record LocatedAgents(AgentLocation location, CollectSettings settings) implements AgentSource {
    /** The largest answer that is kept in memory as a whole. While its buffer grows, the answer is there twice. */
    private static final int HELD_BYTES =
            (int) Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 5);

    @Override
    public Found find() {
        if (location instanceof AgentLocation.Socket socket) {
            return new Found(List.of(agent(socket.tag(), socket.address(), List.of(), AgentConf.UNKNOWN)), "");
        }
        return location instanceof AgentLocation.Named named
                ? new Found(named.agents().stream().map(LocatedAgents::agent).toList(), "")
                : find(((AgentLocation.DataDirectories) location).paths());
    }

    private static Agent agent(AgentLocation.NamedAgent named) {
        AgentInfo info = new AgentInfo(named.tag(), named.source(), List.of(), AgentConf.UNKNOWN);
        return new Agent(info, named.connect());
    }

    private Found find(List<Path> dataDirectories) {
        AgentSurvey survey = new AgentFinder(dataDirectories).find();
        List<Agent> agents =
                survey.chosen().stream().map(agent -> agent(agent, survey)).toList();
        return new Found(agents, survey.problem());
    }

    private Agent agent(FoundAgent agent, AgentSurvey survey) {
        return agent(agent.tag(), agent.address(), survey.sharing(agent), agent.conf());
    }

    private Agent agent(AgentTag tag, AgentAddress address, List<AgentTag> covers, AgentConf conf) {
        AgentInfo info = new AgentInfo(tag, address.toString(), covers, conf);
        return new Agent(info, () -> new SocketLink(new AgentClient(address), settings));
    }

    private record SocketLink(AgentClient client, CollectSettings settings) implements AgentLink {
        @Override
        public AgentResponse ask(AgentQuery query) throws AgentException {
            AgentLimits limits = limits(HELD_BYTES);
            boolean longer = query.forcesGc() && AgentLimits.WITH_GC.total().compareTo(limits.total()) > 0;
            return client.get(query, longer ? limits.within(AgentLimits.WITH_GC.total()) : limits);
        }

        @Override
        public void ask(AgentQuery query, BodySink sink) throws AgentException {
            client.get(query, limits(settings.profileBytes()), sink);
        }

        private AgentLimits limits(int maxBytes) {
            return new AgentLimits(AgentLimits.DEFAULT.connect(), settings.timeout(), maxBytes);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
