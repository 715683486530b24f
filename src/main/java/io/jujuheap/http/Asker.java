// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;

/**
 * A client that waits for its answer, until the answer has been handed over or the client disconnects. Then the work
 * for it ends and its resources are released.
 */
final class Asker {
    /** The property of a request that holds its connection. */
    static final String CONNECTION = "io.jujuheap.connection";

    private final AsyncResponse response;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Asker(AsyncResponse response) {
        this.response = response;
    }

    /** Returns the client that sent a request. */
    static Asker of(ContainerRequestContext request, AsyncResponse response) {
        Asker asker = new Asker(response);
        Connection<?> connection = (Connection<?>) request.getProperty(CONNECTION);
        CloseListener<Closeable, CloseType> hangUp = (closed, how) -> asker.hangUp();
        response.register((CompletionCallback) failure -> {
            connection.removeCloseListener(hangUp);
            asker.end.complete(null);
        });
        connection.addCloseListener(hangUp);
        return asker;
    }

    private void hangUp() {
        end.complete(null);
        response.cancel();
    }

    /** Sends the answer; does nothing when the client has hung up. */
    void answer(Response answer) {
        response.resume(answer);
    }

    /** Returns whether the client no longer waits. */
    boolean isGone() {
        return end.isDone();
    }

    /** Runs something when the client stops waiting; at once if it has already stopped. */
    @SuppressWarnings("FutureReturnValueIgnored") // the work has no result
    void whenGone(Runnable work) {
        CompletableFuture<Void> unused = end.thenRun(work);
    }
}
