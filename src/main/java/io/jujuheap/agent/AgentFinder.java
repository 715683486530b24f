// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the agents of this machine: those with a directory or a socket below Juju's data directories, and those that
 * listen in the abstract namespace. For each agent, a connection without a request is tried, first to its file, then to
 * its abstract name. Which of them exists depends on the patch release, and trying is more reliable than comparing
 * versions.
 */
public final class AgentFinder {
    /** Juju's data directories: that of machine agents, and that of a controller installed as a snap. */
    public static final List<Path> DEFAULT_DATA_DIRS =
            List.of(Path.of("/var/lib/juju"), Path.of("/var/snap/jujud/common"));

    /** An agent accepts connections quickly, even while it is busy. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final String UPGRADE =
            "Every local user can ask this agent, and stop its units, through its abstract"
                    + " socket: upgrade Juju to 2.9.51, 3.1.10, 3.3.7, 3.4.6, 3.5.4 or 3.6, which fix CVE-2024-8038.";

    private final List<Path> dataDirs;
    private final Path kernelTable;

    /** @param dataDirs Juju's data directories, {@link #DEFAULT_DATA_DIRS} unless they were moved */
    public AgentFinder(List<Path> dataDirs) {
        this(dataDirs, AbstractSockets.KERNEL_TABLE);
    }

    AgentFinder(List<Path> dataDirs, Path kernelTable) {
        this.dataDirs = List.copyOf(dataDirs);
        this.kernelTable = kernelTable;
    }

    /** Searches now. Does not throw: the result has the reason for each agent that cannot be read or reached. */
    public AgentSurvey find() {
        AgentDirectories directories = new AgentDirectories(dataDirs);
        Map<AgentTag, AgentDirectories.Place> places = new TreeMap<>(directories.places());
        for (AgentTag tag : AbstractSockets.listening(kernelTable)) {
            places.computeIfAbsent(tag, this::usualPlace);
        }
        List<FoundAgent> found = places.entrySet().stream()
                .map(place -> probe(place.getKey(), place.getValue()))
                .toList();
        return new AgentSurvey(OnePerProcess.choose(found), directories.problem());
    }

    private AgentDirectories.Place usualPlace(AgentTag tag) {
        return AgentDirectories.Place.in(dataDirs.get(0).resolve("agents").resolve(tag.value()));
    }

    private FoundAgent probe(AgentTag tag, AgentDirectories.Place place) {
        AgentAddress file = new AgentAddress.SocketFile(place.socket());
        try {
            return FoundAgent.reachable(tag, place.directory(), file, peerAt(file), "");
        } catch (AgentException e) {
            boolean mayBeOld = e.reason() == Reason.NOT_FOUND || e.reason() == Reason.REFUSED;
            return mayBeOld
                    ? probeAbstract(tag, place.directory(), file, e)
                    : FoundAgent.unreachable(tag, place.directory(), file, e);
        }
    }

    private FoundAgent probeAbstract(AgentTag tag, Path directory, AgentAddress file, AgentException whyNotFile) {
        AgentAddress name = AgentAddress.abstractOf(tag);
        try {
            return FoundAgent.reachable(tag, directory, name, peerAt(name), UPGRADE);
        } catch (AgentException e) {
            return e.reason() == Reason.NOT_FOUND
                    ? FoundAgent.unreachable(tag, directory, file, whyNotFile)
                    : FoundAgent.unreachable(tag, directory, name, e);
        }
    }

    private static Peer peerAt(AgentAddress address) throws AgentException {
        try (OpenSocket open = OpenSocket.to(address, CONNECT)) {
            return open.peer();
        }
    }
}
