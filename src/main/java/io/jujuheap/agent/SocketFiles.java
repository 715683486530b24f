// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNullElse;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.io.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Checks the path of a socket file before a connection is made. The kernel reports "connection refused" for a stale
 * socket, a plain file and a directory alike, and it follows links.
 */
final class SocketFiles {
    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET = 0140000;
    private static final int LINK = 0120000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private SocketFiles() {}

    /** @throws AgentException when no connection can be made there; the message says what to do */
    static void check(SocketFile address) throws AgentException {
        if (address.byteLength() > AgentAddress.MAX_BYTES) {
            throw new AgentException(
                    Reason.NOT_FOUND,
                    "The path of " + address + " is " + address.byteLength() + " bytes long and a socket's can be "
                            + AgentAddress.MAX_BYTES
                            + ": use a shorter one, for instance through a link to its directory.");
        }
        int type = mode(address) & TYPE_MASK;
        if (type == LINK) {
            throw new AgentException(
                    Reason.REFUSED,
                    address + " is a symbolic link, which could lead anywhere: give the path of the socket itself.");
        }
        if (type != SOCKET) {
            throw new AgentException(
                    Reason.REFUSED, address + " is not a socket: give the path of the agent's introspection.socket.");
        }
    }

    /** Explains why a connection to a socket that passed {@link #check} was refused: nothing listens any more. */
    static AgentException stale(SocketFile address, IOException refusal) {
        return new AgentException(
                Reason.REFUSED,
                "Nothing listens on " + address + ", left behind by an agent that is gone: start the agent.",
                refusal);
    }

    /** Explains why a connection to a socket that passed {@link #check} failed otherwise. */
    static AgentException explain(SocketFile address, IOException failure) throws AgentException {
        check(address);
        if (!Files.isWritable(address.path())) {
            return new AgentException(
                    Reason.PERMISSION,
                    "This user may not connect to " + address + ": agents let only root ask them, use sudo.",
                    failure);
        }
        return new AgentException(
                Reason.REFUSED,
                address + " cannot be connected to: " + Printable.of(String.valueOf(failure.getMessage())) + ".",
                failure);
    }

    /**
     * Tells whether {@code uid} alone, besides root, can write to the directory of the socket. Then a listener of that user
     * can be trusted, as on Kubernetes, where the agent of a charm that is not root is not root either.
     */
    static boolean isInDirectoryOf(SocketFile address, long uid) {
        Path directory = requireNonNullElse(address.path().toAbsolutePath().getParent(), address.path());
        try {
            return (int) Files.getAttribute(directory, "unix:uid") == uid
                    && ((int) Files.getAttribute(directory, "unix:mode") & WRITABLE_BY_OTHERS) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int mode(SocketFile address) throws AgentException {
        try {
            return (int) Files.getAttribute(address.path(), "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new AgentException(
                    Reason.NOT_FOUND, "There is no " + address + ": start the agent, or check the path.", e);
        } catch (AccessDeniedException e) {
            throw new AgentException(
                    Reason.PERMISSION, "This user may not look into the directory of " + address + ": use sudo.", e);
        } catch (IOException e) {
            throw new AgentException(
                    Reason.NOT_FOUND,
                    "There is no " + address + ": " + Printable.of(String.valueOf(e.getMessage())) + ".",
                    e);
        }
    }
}
