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
 * Keeps the connections few. When there are too many, the one that has been idle for the longest gives way: whoever opens
 * thousands and says nothing shuts out only itself. The time for the head of a request is limited as a whole, so that a
 * byte now and then keeps nothing open.
 */
final class Connections extends BaseFilter {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(75);

    private final int max;

    /** Those without a request under way, since when, longest first. */
    private final Map<Connection<?>, Quiet> quiet = new LinkedHashMap<>();

    private int open;

    /** How long a connection without a request has been in that state, and whether it has begun to send one. */
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
            // A new connection has to say something soon: as if it had begun.
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

    /** A whole head has arrived on a connection. */
    synchronized void requestBegins(Connection<?> connection) {
        quiet.remove(connection);
    }

    /** A response has been handed over to a connection. */
    synchronized void requestEnds(Connection<?> connection) {
        if (connection.isOpen()) {
            quiet.put(connection, new Quiet(System.nanoTime(), false));
        }
    }

    /** Closes the connections whose time is over; to be called every second or so. */
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

    /** How many connections are open. */
    synchronized int open() {
        return open;
    }
}
