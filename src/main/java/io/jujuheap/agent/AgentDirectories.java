// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The agents in Juju's data directories. An agent has a directory {@code ROOT/agents/TAG}, with or without a socket in
 * it, or only a socket somewhere below a root: the controller of Juju 4.1 is a snap of its own, and the depth of its
 * socket below {@code /var/snap/jujud/common} has changed more than once (juju/juju#22855, #22881, #22932).
 */
final class AgentDirectories {
    private static final String SOCKET = "introspection.socket";

    /** Directories with many files and no socket of an agent. */
    private static final Set<String> SKIPPED =
            Set.of("charm", "tools", "db", "dqlite", "raft", "containers", "storage", "resources", "snap");

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 20_000;

    /** A socket outside of any agent's directory is the controller's, because all other agents have a directory. */
    private static final AgentTag CONTROLLER = new AgentTag("controller-0");

    /**
     * The place of an agent.
     *
     * @param directory where its configuration is
     * @param socket where its socket is, or should be
     */
    record Place(Path directory, Path socket) {
        /** Returns the place of an agent whose socket is in its directory. */
        static Place in(Path directory) {
            return new Place(directory, directory.resolve(SOCKET));
        }
    }

    private final Map<AgentTag, Place> places = new TreeMap<>();
    private String problem = "";
    private int files;

    /** Searches below each of the roots. If an agent is below two, the first counts. */
    AgentDirectories(List<Path> roots) {
        for (Path root : roots) {
            String fault = addDirectories(root.resolve("agents"));
            addSockets(root);
            problem = problem.isEmpty() ? fault : problem;
        }
    }

    /** Returns the place of each agent. */
    Map<AgentTag, Place> places() {
        return places;
    }

    /** Returns why there is no agent, as a sentence; empty when there is one. */
    String problem() {
        return places.isEmpty() ? problem : "";
    }

    private String addDirectories(Path agents) {
        int before = places.size();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(agents)) {
            for (Path directory : directories) {
                AgentTag.of(String.valueOf(directory.getFileName()))
                        .ifPresent(tag -> places.putIfAbsent(tag, Place.in(directory)));
            }
            return places.size() == before
                    ? "There is no agent in " + agents + ": Juju has put none on this machine, or not yet."
                    : "";
        } catch (NoSuchFileException e) {
            return "There is no " + agents + ": this is not a Juju machine, or its data directory is another one than "
                    + agents.getParent() + ".";
        } catch (NotDirectoryException e) {
            return agents + " is not a directory: " + agents.getParent() + " is not the data directory of Juju.";
        } catch (AccessDeniedException e) {
            return "This user may not look into " + agents + ": use sudo.";
        } catch (IOException | DirectoryIteratorException e) {
            return agents + " cannot be read: " + e.getMessage() + ".";
        }
    }

    private void addSockets(Path root) {
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new Sockets(root));
        } catch (IOException e) {
            // The visitor skips everything that cannot be read.
            throw new AssertionError(e);
        }
    }

    private void add(Path root, Path socket) {
        Path parent = requireNonNull(socket.getParent(), "a socket below a root has a parent");
        for (Path directory = parent; directory != null && !directory.equals(root); directory = directory.getParent()) {
            if (addSocket(directory, socket)) {
                return;
            }
        }
        places.putIfAbsent(CONTROLLER, new Place(parent, socket));
    }

    private boolean addSocket(Path directory, Path socket) {
        return AgentTag.of(String.valueOf(directory.getFileName()))
                .map(tag -> {
                    places.merge(
                            tag,
                            new Place(directory, socket),
                            (known, found) -> known.directory().equals(directory) && !Files.exists(known.socket())
                                    ? found
                                    : known);
                    return true;
                })
                .orElse(false);
    }

    private final class Sockets extends SimpleFileVisitor<Path> {
        private final Path root;

        Sockets(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
            boolean skipped = !directory.equals(root) && SKIPPED.contains(String.valueOf(directory.getFileName()));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isOther() && file.endsWith(SOCKET)) {
                add(root, file);
            }
            return ++files < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException ignored) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ignored) {
            return FileVisitResult.CONTINUE;
        }
    }
}
