// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Limits the connections. When there are too many, the one that has been idle for the longest is closed: a client that
 * opens thousands and sends nothing shuts out only itself. The time for the head of a request is limited as a whole, so
 * that a byte now and then keeps no connection open.
 */
final class Connections extends BaseFilter {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(75);

    private final int max;

    /** The connections without a request under way, the one that has been so for the longest first. */
    private final Map<Connection<?>, Quiet> quiet = new LinkedHashMap<>();

    private int open;

    /** Since when a connection has had no request under way, and whether part of a head has arrived since. */
    private record Quiet(long sinceNanos, boolean isReading) {
        boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos > (isReading ? HEAD_NANOS : IDLE_NANOS);
        }
    }

    Connections(int max) {
        this.max = max;
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
        }
        return ctx.getInvokeAction();
    }

    /** Notes that a whole head has arrived on a connection. */
    synchronized void requestBegins(Connection<?> connection) {
        quiet.remove(connection);
    }

    /** Notes that a response has been handed over to a connection. */
    synchronized void requestEnds(Connection<?> connection) {
        if (connection.isOpen()) {
            quiet.put(connection, new Quiet(System.nanoTime(), false));
        }
    }

    /** Closes the connections that have been quiet for too long; to be called every second. */
    void sweep() {
        List<Connection<?>> over = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (Iterator<Map.Entry<Connection<?>, Quiet>> all =
                            quiet.entrySet().iterator();
                    all.hasNext(); ) {
                Map.Entry<Connection<?>, Quiet> entry = all.next();
                if (!entry.getKey().isOpen()) {
                    all.remove();
                } else if (entry.getValue().isOver(now)) {
                    over.add(entry.getKey());
                }
            }
        }
        over.forEach(Connection::closeSilently);
    }

    /** Returns how many connections are open. */
    synchronized int open() {
        return open;
    }
}
