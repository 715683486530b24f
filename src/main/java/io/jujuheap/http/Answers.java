// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.ProfileText;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.render.Json;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Makes answers and sends them. No thread waits for a result that is not there yet, and a slow reader holds up only its own
 * answer.
 */
final class Answers {
    /** As much as a connection buffers while its client does not read; writing more may block. */
    private static final int MAX_BUFFERED_BYTES = WebServer.MAX_PENDING_BYTES;

    private static final int MAX_REPORTS = 32;

    private static final String BUSY = "Too many large answers are on their way: try again in a second.";

    private final BoundedThreads senders;
    private final BoundedThreads reporters;
    private final Places reports = new Places("reports", MAX_REPORTS, 1);
    private final SharedAnswers shared = new SharedAnswers(System::nanoTime);

    /**
     * @param senders the threads that write large answers
     * @param reporters the threads that compute reports
     */
    Answers(BoundedThreads senders, BoundedThreads reporters) {
        this.senders = senders;
        this.reporters = reporters;
    }

    /** Returns a view as JSON. */
    static Response json(Record view) {
        return json(200, view);
    }

    static Response json(int status, Record view) {
        return json(status, Json.line(view));
    }

    private static Response json(int status, byte[] line) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(line)
                .build();
    }

    /**
     * Returns a view of a profile as JSON, shared by all requests for the same within a second; for reporting threads.
     *
     * @param request asks for the view
     */
    Response json(ProfileCapture capture, ContainerRequestContext request, Function<ProfileCapture, Record> view)
            throws Exception {
        String question = request.getUriInfo().getRequestUri().toString();
        Callable<byte[]> line = () -> Json.line(view.apply(capture));
        if (!CompressionFilter.acceptsGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
            return json(200, shared.get(capture, question, line));
        }
        byte[] body = shared.compressed(capture, question, line);
        Response response = json(200, body);
        if (CompressionFilter.isCompressed(body)) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
            response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        return response;
    }

    /** Drops shared answers that are no longer fresh. */
    void forgetStale() {
        shared.forgetStale();
    }

    /** Returns a profile as its agent sent it. */
    static Response protobuf(ProfileCapture capture, String name) {
        return protobuf(capture.bytes(), name);
    }

    /**
     * Returns a gzipped {@code profile.proto} as a download. It has no {@code Content-Encoding}: the gzip is part of the
     * format, as in Go's net/http/pprof.
     *
     * @param name the name of the download, without {@code .pb.gz}
     */
    static Response protobuf(byte[] gzipped, String name) {
        return Response.ok(gzipped, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".pb.gz\"")
                .build();
    }

    /** Returns a profile as text: gzipped as it is kept to clients that accept gzip, else inflated as it is written. */
    static Response text(ProfileText text, ContainerRequestContext request) {
        boolean gzip = CompressionFilter.acceptsGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
        Response.ResponseBuilder answer = gzip
                ? Response.ok(text.gzipped()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok((StreamingOutput) text::writeTo).header(HttpHeaders.CONTENT_LENGTH, text.length());
        return answer.type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }

    /**
     * Gives a client one of the places for the reports of an agent, for as long as it waits; ends the request with 429 when
     * all are taken.
     */
    Asker reporting(AgentTag agent, Asker asker) {
        reports.take(agent, asker);
        return asker;
    }

    /** Sends an answer when it is ready. */
    void when(CompletionStage<Response> ready, Asker to) {
        ready.whenComplete((response, failure) -> {
            if (!to.isGone()) {
                send(failure == null ? response : Problems.answer(failure), to);
            }
        });
        cancelWith(to, ready);
    }

    /** Computes an answer on a reporting thread and sends it. */
    void compute(Callable<Response> report, Asker to) {
        try {
            reporters.execute(() -> {
                if (!to.isGone()) {
                    send(computed(report), to);
                }
            });
        } catch (RejectedExecutionException e) {
            to.answer(busy());
        }
    }

    /** Computes an answer from a result that it had to wait for. */
    @FunctionalInterface
    interface Report<T> {
        Response of(T needed) throws Exception;
    }

    /** Computes an answer once the result that it needs is there, and sends it. */
    <T> void compute(CompletionStage<T> needed, Report<T> report, Asker to) {
        needed.whenComplete((value, failure) -> {
            if (failure == null) {
                compute(() -> report.of(value), to);
            } else if (!to.isGone()) {
                to.answer(Problems.answer(failure));
            }
        });
        cancelWith(to, needed);
    }

    /** Cancels what a client waits for when it hangs up; does nothing to what is done. */
    private static void cancelWith(Asker asker, CompletionStage<?> awaited) {
        asker.whenGone(() -> awaited.toCompletableFuture().cancel(false));
    }

    private static Response computed(Callable<Response> report) {
        try {
            return HeapRoom.working(report::call);
        } catch (Exception e) {
            return Problems.answer(e);
        }
    }

    private void send(Response response, Asker to) {
        if (response.getEntity() == null
                || (response.getEntity() instanceof byte[] body && body.length <= MAX_BUFFERED_BYTES)) {
            to.answer(response);
            return;
        }
        try {
            senders.execute(() -> to.answer(response));
        } catch (RejectedExecutionException e) {
            to.answer(busy());
        }
    }

    private static Response busy() {
        return Problems.answer(Problem.retry(503, 1, BUSY));
    }
}
