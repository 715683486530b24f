// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * An agent on a real UNIX socket that answers each request as a {@link Script} says, byte for byte: slowly, never, wrongly,
 * in part. It counts what it was asked. Closing it ends its connections and its threads.
 */
public final class EvilAgent implements AutoCloseable {
    private final AgentAddress address;
    private final AFUNIXServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private @Nullable Thread acceptor;
    private volatile Script script;
    private volatile boolean closing;

    private EvilAgent(AgentAddress address, int backlog, Script script) throws IOException {
        this.address = address;
        this.script = script;
        server = AFUNIXServerSocket.newInstance();
        server.bind(kernelAddress(address), backlog);
    }

    /** Listens on {@code address}, which nothing may hold yet. */
    public static EvilAgent on(AgentAddress address, Script script) throws IOException {
        EvilAgent agent = new EvilAgent(address, 50, script);
        agent.acceptor = agent.start(agent::acceptAll);
        return agent;
    }

    /** Listens on a file. */
    public static EvilAgent onFile(Path path, Script script) throws IOException {
        return on(new SocketFile(path), script);
    }

    /** Listens on an abstract name that nobody else has. */
    public static EvilAgent onAbstractName(Script script) throws IOException {
        return on(unusedName(), script);
    }

    /** An abstract name that nobody else has: the namespace is shared by all that runs on the machine. */
    public static AgentAddress unusedName() {
        return new AbstractName("juju-heap-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    /** Listens and never accepts, its queue filled, so that the next one to connect has to wait. */
    public static EvilAgent neverAccepting(AgentAddress address) throws IOException {
        EvilAgent agent = new EvilAgent(address, 1, Script.silence());
        // A backlog of one holds two: the kernel refuses when there are more than it says.
        for (int i = 0; i < 2; i++) {
            agent.open.add(AFUNIXSocket.connectTo(kernelAddress(address)));
        }
        return agent;
    }

    /** Leaves the file of a socket on which nobody listens any more, as an agent that was killed does. */
    public static void leaveStaleFile(Path path) throws IOException {
        AFUNIXServerSocket server = AFUNIXServerSocket.newInstance();
        server.setDeleteOnClose(false);
        server.bind(AFUNIXSocketAddress.of(path));
        server.close();
    }

    /** Where it listens. */
    public AgentAddress address() {
        return address;
    }

    /** Answers by {@code next} from the next request on. */
    public void play(Script next) {
        script = next;
    }

    /** How many connections it has accepted. */
    public int connections() {
        return connections.get();
    }

    /** The request lines it has read, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Stops as a process that ends does: the socket is gone, connections are cut. */
    @Override
    public void close() throws IOException {
        if (acceptor != null) {
            // Called out of accept() before the server is closed: junixsocket loses a descriptor otherwise.
            closing = true;
            wake();
            end(acceptor);
        }
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        for (Thread thread : new ArrayList<>(threads)) {
            thread.interrupt();
            end(thread);
        }
    }

    private void wake() {
        try {
            AFUNIXSocket.connectTo(kernelAddress(address)).close();
        } catch (IOException e) {
            // It does not accept any more: junixsocket stops by itself when its file is gone or hidden.
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            AFUNIXSocket socket = server.accept();
            if (closing) {
                socket.close();
                return;
            }
            connections.incrementAndGet();
            open.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket;
                Exchange exchange = new Exchange(socket)) {
            while (exchange.readRequest()) {
                requests.add(exchange.requestLine());
                script.play(exchange);
            }
        } finally {
            open.remove(socket);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The client went away or the test is over: both are what tests here are about.
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "evil-agent");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void end(Thread thread) {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AFUNIXSocketAddress kernelAddress(AgentAddress address) throws IOException {
        return address instanceof AbstractName name
                ? AFUNIXSocketAddress.inAbstractNamespace(name.name())
                : AFUNIXSocketAddress.of(((SocketFile) address).path());
    }
}
