// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gets answers to those who asked, without a thread waiting for what is not there yet and without a slow reader holding up
 * others.
 */
final class Answers {
    /** What a connection takes without its reader reading; see {@link WebServer#MAX_PENDING_BYTES}. */
    private static final int SMALL = WebServer.MAX_PENDING_BYTES;

    private static final String BUSY = "Too many large answers are on their way: try again in a second.";

    private final BoundedThreads senders;
    private final BoundedThreads reporters;

    /**
     * @param senders write large answers
     * @param reporters compute reports
     */
    Answers(BoundedThreads senders, BoundedThreads reporters) {
        this.senders = senders;
        this.reporters = reporters;
    }

    /** Answers when the answer is there. */
    void when(CompletionStage<Response> ready, AsyncResponse to) {
        ready.whenComplete((response, failure) -> send(failure == null ? response : Problems.answer(failure), to));
    }

    /** Computes an answer and sends it. */
    void compute(Callable<Response> report, AsyncResponse to) {
        try {
            reporters.execute(() -> send(computed(report), to));
        } catch (RejectedExecutionException e) {
            to.resume(busy());
        }
    }

    /** Makes an answer of what it needs. */
    @FunctionalInterface
    interface Report<T> {
        Response of(T needed) throws Exception;
    }

    /** Computes an answer once what it needs is there, and sends it. */
    <T> void compute(CompletionStage<T> needed, Report<T> report, AsyncResponse to) {
        needed.whenComplete((value, failure) -> {
            if (failure == null) {
                compute(() -> report.of(value), to);
            } else {
                to.resume(Problems.answer(failure));
            }
        });
    }

    private static Response computed(Callable<Response> report) {
        try {
            return report.call();
        } catch (Exception e) {
            return Problems.answer(e);
        }
    }

    private void send(Response response, AsyncResponse to) {
        if (response.getEntity() == null || (response.getEntity() instanceof byte[] body && body.length <= SMALL)) {
            to.resume(response);
            return;
        }
        try {
            senders.execute(() -> to.resume(response));
        } catch (RejectedExecutionException e) {
            to.resume(busy());
        }
    }

    private static Response busy() {
        return Problems.answer(Problem.retry(503, 1, BUSY));
    }
}
