// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.metrics.Exposition;
import io.jujuheap.metrics.SidecarMetrics;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * What Prometheus scrapes. It needs nothing of Jersey, so the first scrape need not wait until that is set up, and none
 * takes the longer way.
 */
final class Scrape {
    private final String telemetryPath;
    private final SidecarMetrics metrics;

    Scrape(String telemetryPath, SidecarMetrics metrics) {
        this.telemetryPath = telemetryPath;
        this.metrics = metrics;
    }

    /** Whether a request is for the metrics. */
    boolean is(RequestHead call) {
        return call.path().equals(telemetryPath) || call.path().equals(telemetryPath + "/");
    }

    /** Why a request for the metrics is refused; empty when it is not, or for something else. */
    Optional<Problem> refusal(RequestHead call) {
        return is(call) && call.isPost() ? Optional.of(Problem.notAllowed("GET, HEAD")) : Optional.empty();
    }

    /** Answers with the metrics, or those that {@code name[]} names, in the format that {@code Accept} asks for. */
    void answer(RequestHead call, Request request, Response response) throws IOException {
        request.setAttribute(Exchange.ROUTE, telemetryPath);
        String[] names = request.getParameterValues("name[]");
        Exposition format = Exposition.accepted(String.join(",", call.headers("Accept")));
        byte[] body = metrics.scrape(format, names == null ? Set.of() : new HashSet<>(List.of(names)));
        response.setContentType(format.contentType());
        response.setHeader("Cache-Control", "no-store");
        if (Finish.isWorthCompressing(body)) {
            response.setHeader("Vary", "Accept-Encoding");
            if (Finish.acceptsGzip(request.getHeader("Accept-Encoding"))) {
                response.setHeader("Content-Encoding", "gzip");
                body = Finish.gzip(body);
            }
        }
        response.setContentLength(body.length);
        if (!call.method().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
