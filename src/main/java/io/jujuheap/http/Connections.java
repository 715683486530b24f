// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Limits the connections and notices clients that hang up. When there are too many connections, the one that has been
 * idle for the longest is closed: a client that opens thousands and sends nothing harms only itself. The time for the
 * whole head of a request is limited, so a client cannot keep a connection open by sending a byte now and then. The
 * number of long requests is lower than that of connections, so that metrics and health can always be served.
 */
final class Connections extends BaseFilter {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(75);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int max;
    private final int maxLasting;

    /** The connections without a request under way, longest idle first. */
    private final Map<Connection<?>, Quiet> quiet = new LinkedHashMap<>();

    /** The requests under way, by their connections. */
    private final Map<Connection<?>, UnderWay> underWay = new HashMap<>();

    private int open;
    private int lasting;

    /** The time since which a connection is idle, and whether part of a head has arrived since then. */
    private record Quiet(long sinceNanos, boolean isReading) {
        boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos > (isReading ? HEAD_NANOS : IDLE_NANOS);
        }
    }

    /** A request under way. */
    private static final class UnderWay {
        final long sinceNanos = System.nanoTime();
        final boolean isLasting;
        boolean hasEarlyBytes;

        UnderWay(boolean isLasting) {
            this.isLasting = isLasting;
        }
    }

    /**
     * @param max the most connections
     * @param maxLasting the most long requests under way
     */
    Connections(int max, int maxLasting) {
        this.max = max;
        this.maxLasting = maxLasting;
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        Connection<?> newcomer = ctx.getConnection();
        Connection<?> leaver = null;
        synchronized (this) {
            open++;
            // A new connection has to send its request soon, as if the head had begun to arrive.
            quiet.put(newcomer, new Quiet(System.nanoTime(), true));
            if (open > max) {
                leaver = quiet.keySet().iterator().next();
            }
        }
        if (leaver != null) {
            leaver.closeSilently();
        }
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        synchronized (this) {
            quiet.computeIfPresent(
                    ctx.getConnection(),
                    (connection, state) -> state.isReading() ? state : new Quiet(System.nanoTime(), true));
        }
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        synchronized (this) {
            open--;
            quiet.remove(ctx.getConnection());
            forget(ctx.getConnection());
        }
        return ctx.getInvokeAction();
    }

    /**
     * Records that a complete head has arrived on a connection.
     *
     * @param mayLast whether the request may take long, such as one that waits for an agent
     * @return false when there are too many long requests
     */
    synchronized boolean requestBegins(Connection<?> connection, boolean mayLast) {
        quiet.remove(connection);
        boolean hasPlace = !mayLast || lasting < maxLasting;
        UnderWay request = new UnderWay(mayLast && hasPlace);
        underWay.put(connection, request);
        lasting += request.isLasting ? 1 : 0;
        return hasPlace;
    }

    /** Records that a response has been handed over to a connection. */
    synchronized void requestEnds(Connection<?> connection) {
        UnderWay request = forget(connection);
        if (request != null && request.hasEarlyBytes) {
            connection.closeSilently();
        } else if (connection.isOpen()) {
            quiet.put(connection, new Quiet(System.nanoTime(), false));
        }
    }

    private @Nullable UnderWay forget(Connection<?> connection) {
        UnderWay request = underWay.remove(connection);
        lasting -= request != null && request.isLasting ? 1 : 0;
        return request;
    }

    /** Closes connections that have been idle for too long or whose client has disconnected. Call this every second. */
    void sweep() {
        List<Connection<?>> over = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            quiet.keySet().removeIf(connection -> !connection.isOpen());
            quiet.forEach((connection, state) -> {
                if (state.isOver(now)) {
                    over.add(connection);
                }
            });
            underWay.forEach((connection, request) -> {
                if (now - request.sinceNanos > PATIENCE_NANOS && hasHungUp(connection, request)) {
                    over.add(connection);
                }
            });
        }
        over.forEach(Connection::closeSilently);
    }

    /**
     * Reads from a connection whose request is under way. Grizzly does not read until the request has ended, so it
     * would not notice that the client has disconnected. Bytes that arrive early are dropped, and the connection is
     * closed after the answer. A client that pipelines must expect that (RFC 9112 §9.3.2).
     */
    private static boolean hasHungUp(Connection<?> connection, UnderWay request) {
        try {
            int read = ((SocketChannel) ((NIOConnection) connection).getChannel()).read(ByteBuffer.allocate(1024));
            request.hasEarlyBytes |= read > 0;
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns whether all requests have been answered and all answers have been sent. */
    synchronized boolean isIdle() {
        return underWay.isEmpty()
                && quiet.keySet().stream().allMatch(connection -> ((NIOConnection) connection)
                        .getAsyncWriteQueue()
                        .isEmpty());
    }
}
