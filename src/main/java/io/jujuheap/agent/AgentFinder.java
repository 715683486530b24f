// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.agent.AgentException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the agents of this machine: those with a directory under {@code DATA_DIR/agents}, and those that listen in the
 * abstract namespace. A connection to each is made, without a request, first to its file, then to its abstract name: it
 * depends on the patch release which one an agent has, and a connection is surer than a comparison of versions.
 */
public final class AgentFinder {
    /** The directory in which Juju keeps its data on every machine. */
    public static final Path DEFAULT_DATA_DIR = Path.of("/var/lib/juju");

    /** An agent accepts a connection in no time, also while it is busy. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final String UPGRADE =
            "Every local user can ask this agent, and stop its units, through its abstract"
                    + " socket: upgrade Juju to 2.9.51, 3.1.10, 3.3.7, 3.4.6, 3.5.4 or 3.6, which fix CVE-2024-8038.";

    private final Path agentsDir;
    private final Path kernelTable;

    /** @param dataDir Juju's data directory, {@link #DEFAULT_DATA_DIR} unless it was moved */
    public AgentFinder(Path dataDir) {
        this(dataDir, AbstractSockets.KERNEL_TABLE);
    }

    AgentFinder(Path dataDir, Path kernelTable) {
        this.agentsDir = requireNonNull(dataDir, "dataDir is null").resolve("agents");
        this.kernelTable = kernelTable;
    }

    /** Looks now. Never fails: the result gives the reason for each agent that cannot be read or reached. */
    public AgentSurvey find() {
        Set<AgentTag> tags = new TreeSet<>();
        String problem = addDirectories(tags);
        tags.addAll(AbstractSockets.listening(kernelTable));
        List<FoundAgent> found = tags.stream().map(this::probe).toList();
        return new AgentSurvey(OnePerProcess.choose(found), problem);
    }

    /** Adds a tag for each directory of an agent; returns why that is not possible, or an empty text. */
    private String addDirectories(Set<AgentTag> tags) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(agentsDir)) {
            directories.forEach(directory ->
                    AgentTag.of(String.valueOf(directory.getFileName())).ifPresent(tags::add));
            return tags.isEmpty()
                    ? "There is no agent in " + agentsDir + ": Juju has put none on this machine, or not yet."
                    : "";
        } catch (NoSuchFileException e) {
            return "There is no " + agentsDir
                    + ": this is not a Juju machine, or its data directory is another one than " + agentsDir.getParent()
                    + ".";
        } catch (NotDirectoryException e) {
            return agentsDir + " is not a directory: " + agentsDir.getParent() + " is not the data directory of Juju.";
        } catch (AccessDeniedException e) {
            return "This user may not look into " + agentsDir + ": use sudo.";
        } catch (IOException | DirectoryIteratorException e) {
            return agentsDir + " cannot be read: " + e.getMessage() + ".";
        }
    }

    private FoundAgent probe(AgentTag tag) {
        Path directory = agentsDir.resolve(tag.value());
        AgentAddress file = AgentAddress.fileIn(directory);
        try {
            return FoundAgent.reachable(tag, directory, file, peerAt(file), "");
        } catch (AgentException e) {
            boolean mayBeOld = e.reason() == Reason.NOT_FOUND || e.reason() == Reason.REFUSED;
            return mayBeOld ? probeAbstract(tag, directory, e) : unreachable(tag, directory, file, e);
        }
    }

    private FoundAgent probeAbstract(AgentTag tag, Path directory, AgentException whyNotFile) {
        AgentAddress name = AgentAddress.abstractOf(tag);
        try {
            return FoundAgent.reachable(tag, directory, name, peerAt(name), UPGRADE);
        } catch (AgentException e) {
            return e.reason() == Reason.NOT_FOUND
                    ? unreachable(tag, directory, AgentAddress.fileIn(directory), whyNotFile)
                    : unreachable(tag, directory, name, e);
        }
    }

    private static FoundAgent unreachable(AgentTag tag, Path directory, AgentAddress address, AgentException why) {
        return FoundAgent.unreachable(tag, directory, address, why.reason(), String.valueOf(why.getMessage()));
    }

    private static Peer peerAt(AgentAddress address) throws AgentException {
        try (OpenSocket open = OpenSocket.to(address, CONNECT)) {
            return open.peer();
        }
    }
}
