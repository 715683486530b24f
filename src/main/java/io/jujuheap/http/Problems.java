// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentException;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.collect.TooSoonException;
import io.jujuheap.collect.UnknownAgentException;
import io.jujuheap.collect.UnknownProfileException;
import io.jujuheap.collect.VerdictsPendingException;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.UsageException;
import io.jujuheap.snapshot.StoreException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns failures into answers. An unexpected failure is logged, and its answer gives no details. */
final class Problems implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(Problems.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        return answer(failure);
    }

    static Response answer(Throwable failure) {
        return answer(problem(failure));
    }

    static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status(), problem.title()).type(Problem.CONTENT_TYPE);
        problem.headers().forEach(answer::header);
        return answer.entity(problem.toJson()).build();
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problem(failure.getCause());
        }
        String detail = sentence(failure);
        if (failure instanceof Problem.Ending e) {
            return e.problem();
        }
        if (failure instanceof UsageException) {
            return Problem.of(400, detail);
        }
        if (failure instanceof UnknownAgentException || failure instanceof UnknownProfileException) {
            return Problem.of(404, detail);
        }
        if (failure instanceof AgentException e) {
            return ofAgent(e.reason(), detail);
        }
        if (failure instanceof MalformedProfileException) {
            return Problem.of(502, detail);
        }
        if (failure instanceof HeapRoom.ExceededException) {
            return Problem.of(502, "The answer cannot be computed: " + detail);
        }
        if (failure instanceof TooSoonException e) {
            return Problem.retry(429, (int) Math.max(1, e.untilAllowed().toSeconds() + 1), detail);
        }
        if (failure instanceof VerdictsPendingException) {
            return Problem.retry(503, 5, detail);
        }
        if (failure instanceof StoreException) {
            return Problem.of(503, detail);
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.STOPPING;
        }
        if (failure instanceof WebApplicationException e) {
            return ofJersey(e.getResponse());
        }
        LOG.log(Level.WARNING, "A request failed: " + failure, failure);
        return Problem.FAILED;
    }

    private static Problem ofAgent(AgentException.Reason reason, String detail) {
        return switch (reason) {
            case TIMEOUT -> Problem.of(504, detail);
            case BUSY -> Problem.retry(503, 1, detail);
            default -> Problem.of(502, detail);
        };
    }

    private static Problem ofJersey(Response response) {
        return switch (response.getStatus()) {
            case 404 -> Problem.of(404, "There is nothing at this path: /openapi.yaml lists what there is.");
            // Jersey names the methods of a path, too, but with OPTIONS and without HEAD.
            case 405 -> Problem.notAllowed("GET, HEAD");
            case 406 -> Problem.of(406, "This path has none of the media types that Accept asks for.");
            default -> Problem.of(response.getStatus(), response.getStatusInfo().getReasonPhrase() + ".");
        };
    }

    /** Messages of exceptions are sentences, some without their full stop. */
    private static String sentence(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }
}
