// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentFinder;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentSurvey;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.BodySink;
import io.jujuheap.agent.FoundAgent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds agents by their sockets, and links to them. */
final class SocketSource {
    /** An answer that is held as a whole is held twice while it grows: no more of it than this process has room for. */
    private static final int HELD_BYTES =
            (int) Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 5);

    private SocketSource() {}

    static AgentSource of(AgentLocation location, CollectSettings settings) {
        if (location instanceof AgentLocation.Socket socket) {
            AgentInfo info = new AgentInfo(
                    socket.tag(),
                    Optional.of(socket.address().toString()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return () -> List.of(new AgentSource.Found(info, link(socket.address(), settings)));
        }
        AgentFinder finder = new AgentFinder(((AgentLocation.DataDirectory) location).path());
        return () -> find(finder, settings);
    }

    private static List<AgentSource.Found> find(AgentFinder finder, CollectSettings settings) {
        AgentSurvey survey = finder.find();
        return survey.chosen().stream()
                .map(agent -> new AgentSource.Found(info(agent, survey), link(agent.address(), settings)))
                .toList();
    }

    private static AgentInfo info(FoundAgent agent, AgentSurvey survey) {
        AgentConf conf = agent.conf();
        List<AgentTag> covers = survey.agents().stream()
                .filter(other -> !other.isChosen() && other.askedThrough().equals(agent.tag()))
                .map(FoundAgent::tag)
                .toList();
        return new AgentInfo(
                agent.tag(),
                Optional.of(agent.address().toString()),
                covers,
                known(conf.model()),
                known(conf.controller()),
                known(conf.version()));
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static Supplier<AgentLink> link(AgentAddress address, CollectSettings settings) {
        return () -> new SocketLink(new AgentClient(address), settings);
    }

    private record SocketLink(AgentClient client, CollectSettings settings) implements AgentLink {
        @Override
        public Answer ask(AgentQuery query) throws AgentException {
            AgentLimits limits = limits(HELD_BYTES);
            boolean longer = query.forcesGc() && AgentLimits.WITH_GC.total().compareTo(limits.total()) > 0;
            AgentResponse response = client.get(query, longer ? limits.within(AgentLimits.WITH_GC.total()) : limits);
            return new Answer(response.body(), response.peer().pid());
        }

        @Override
        public void ask(AgentQuery query, BodySink sink) throws AgentException {
            client.get(query, limits(settings.profileBytes()), sink);
        }

        private AgentLimits limits(int maxBytes) {
            return new AgentLimits(AgentLimits.DEFAULT.connect(), settings.timeout(), settings.timeout(), maxBytes);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
