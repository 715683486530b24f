// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.agent.AgentException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of {@link AgentQuery} to one agent over its socket.
 *
 * <p>Thread-safe; one request runs at a time. A second caller waits for at most the connect timeout and then fails with
 * {@link Reason#BUSY}. A client has at most one file descriptor and no thread. It needs memory for the body of the
 * answer, twice while the buffer grows, or for one piece at a time. The connection is kept for the next request. If the
 * agent has closed it meanwhile, the client reconnects once.
 */
public final class AgentClient implements AutoCloseable {
    private final AgentAddress address;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Link link;
    private volatile boolean closed;

    /** Receives the body of an answer in pieces, so that it need not be in memory as a whole. */
    @FunctionalInterface
    public interface BodySink {
        /**
         * Receives the next bytes. The array is reused afterwards.
         *
         * @throws AgentException to end the request, because the answer is not what was asked for
         */
        void take(byte[] buffer, int length) throws AgentException;
    }

    /** Creates a client. It connects when it is first used. */
    public AgentClient(AgentAddress address) {
        this.address = requireNonNull(address, "address is null");
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws AgentException when the answer is not 200, is not complete, or exceeds a limit; the next request uses a
     *     new connection
     * @throws IllegalStateException after {@link #close}
     */
    public AgentResponse get(AgentQuery query, AgentLimits limits) throws AgentException {
        return get(limits, http -> http.get(query, mostBytes(query, limits)));
    }

    /**
     * Does the same as {@link #get(AgentQuery, AgentLimits)}, but passes the body to {@code sink} as it arrives; the
     * body of the response is empty. After a failure the sink may have received a part of it.
     */
    public AgentResponse get(AgentQuery query, AgentLimits limits, BodySink sink) throws AgentException {
        return get(limits, http -> http.get(query, mostBytes(query, limits), sink));
    }

    private static int mostBytes(AgentQuery query, AgentLimits limits) {
        return Math.min(limits.maxBytes(), query.mostBytes());
    }

    @FunctionalInterface
    private interface Question {
        AgentResponse ask(HttpConnection http) throws AgentException;
    }

    private AgentResponse get(AgentLimits limits, Question question) throws AgentException {
        Deadline deadline = Deadline.in(limits.total());
        awaitTurn(deadline.atMost(limits.connect()));
        try {
            return ask(question, limits, deadline);
        } finally {
            turn.unlock();
        }
    }

    /** Closes the connection; a request under way fails. Does nothing the second time. */
    @Override
    public void close() {
        closed = true;
        drop(link);
    }

    private void awaitTurn(Duration longest) throws AgentException {
        try {
            if (turn.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AgentException(
                Reason.BUSY,
                "Another request to the agent at " + address + " is under way: try again when it has ended.");
    }

    private AgentResponse ask(Question question, AgentLimits limits, Deadline deadline) throws AgentException {
        Link kept = link;
        if (kept != null && kept.isReusable()) {
            try {
                return ask(kept, question, deadline);
            } catch (AgentException e) {
                // The agent has closed the connection since the last request, for example in a restart. That is no
                // failure.
                if (e.reason() != Reason.TRUNCATED || kept.in().received() > 0) {
                    throw e;
                }
            }
        }
        drop(kept);
        return ask(connect(deadline.atMost(limits.connect())), question, deadline);
    }

    private AgentResponse ask(Link to, Question question, Deadline deadline) throws AgentException {
        to.in().start(deadline);
        try {
            return question.ask(to.http());
        } catch (AgentException e) {
            drop(to);
            throw e;
        }
    }

    private Link connect(Duration timeout) throws AgentException {
        Link made = Link.to(address, timeout);
        link = made;
        if (closed) {
            drop(made);
            throw new IllegalStateException("the client of " + address + " is closed");
        }
        return made;
    }

    private void drop(@Nullable Link old) {
        if (old != null) {
            old.in().close();
        }
    }

    /** A connection with its reader. */
    private record Link(TimedInput in, HttpConnection http) {
        static Link to(AgentAddress address, Duration timeout) throws AgentException {
            OpenSocket open = OpenSocket.to(address, timeout);
            try {
                TimedInput in = new TimedInput(open.socket());
                OutputStream out = open.socket().getOutputStream();
                return new Link(in, new HttpConnection("The agent at " + address, open.peer(), in, out));
            } catch (IOException e) {
                open.close();
                throw new AgentException(
                        Reason.TRUNCATED, "The agent at " + address + " closed the connection at once: try again.", e);
            }
        }

        boolean isReusable() {
            try {
                return http.isReusable();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
