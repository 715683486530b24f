// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.io.Printable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.newsclub.net.unix.ConnectionRefusedSocketException;

/**
 * A connected socket whose listener is trusted.
 *
 * <p>Any local user can listen on an abstract name, or on a file in a directory that they can write to, and send any
 * bytes. So the listener must be root, the user of this process, or the only user with write access to the file's
 * directory.
 */
record OpenSocket(AFUNIXSocket socket, Peer peer) implements AutoCloseable {
    private static final long ROOT = 0;

    /**
     * Connects.
     *
     * @param timeout how long to wait for the listener to accept the connection
     * @throws AgentException when the connection fails; the message says how
     */
    static OpenSocket to(AgentAddress address, Duration timeout) throws AgentException {
        return to(address, timeout, ownUid());
    }

    static OpenSocket to(AgentAddress address, Duration timeout, long ownUid) throws AgentException {
        NativeLibrary.ensureLoaded();
        if (address instanceof SocketFile file) {
            SocketFiles.check(file);
        }
        OpenSocket open = connect(address, timeout);
        long uid = open.peer().uid();
        if (!isTrusted(address, uid, ownUid)) {
            open.close();
            throw new AgentException(
                    Reason.REFUSED,
                    address + " belongs to process " + open.peer().pid() + " of user " + uid
                            + ", who is neither root nor you: find out who listens there.");
        }
        return open;
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static OpenSocket connect(AgentAddress address, Duration timeout) throws AgentException {
        @Nullable AFUNIXSocket socket = null;
        try {
            socket = AFUNIXSocket.newInstance();
            // This bounds connect(), too. Its own timeout argument does not, and closing from another thread does not
            // end it.
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(kernelAddress(address));
            AFUNIXSocketCredentials peer = socket.getPeerCredentials();
            return new OpenSocket(socket, new Peer(peer.getPid(), peer.getUid(), peer.getGid()));
        } catch (IOException e) {
            closeQuietly(socket);
            throw explain(address, timeout, e);
        }
    }

    private static void closeQuietly(@Nullable AFUNIXSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // The descriptor is released all the same.
        }
    }

    private static AFUNIXSocketAddress kernelAddress(AgentAddress address) throws IOException {
        return address instanceof AbstractName name
                ? AFUNIXSocketAddress.inAbstractNamespace(name.name())
                : AFUNIXSocketAddress.of(((SocketFile) address).path());
    }

    private static AgentException explain(AgentAddress address, Duration timeout, IOException e) throws AgentException {
        if (e instanceof SocketTimeoutException) {
            return new AgentException(
                    Reason.TIMEOUT,
                    address + " did not accept a connection within " + Deadline.seconds(timeout)
                            + ": its agent is stuck, restart it if it stays so.",
                    e);
        }
        boolean refused = e instanceof ConnectionRefusedSocketException;
        if (address instanceof SocketFile file) {
            return refused ? SocketFiles.stale(file, e) : SocketFiles.explain(file, e);
        }
        return new AgentException(
                refused ? Reason.NOT_FOUND : Reason.REFUSED,
                refused
                        ? "Nothing listens on " + address + ": the agent is not running, or it listens on a file."
                        : address + " cannot be connected to: " + Printable.of(String.valueOf(e.getMessage())) + ".",
                e);
    }

    private static boolean isTrusted(AgentAddress address, long peerUid, long ownUid) {
        return peerUid == ROOT
                || peerUid == ownUid
                || (address instanceof SocketFile file && SocketFiles.isInDirectoryOf(file, peerUid));
    }

    /**
     * Returns the user id of this process. When it is unknown, returns an id that no user has, so that no user is
     * trusted.
     */
    private static long ownUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            return -1;
        }
    }
}
