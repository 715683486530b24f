// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.io.Compression;
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
 * Serves the metrics to Prometheus. It does not use Jersey, so the first scrape need not wait until that is set up, and
 * every scrape is cheaper.
 */
final class Scrape {
    private final String telemetryPath;
    private final SidecarMetrics metrics;

    Scrape(String telemetryPath, SidecarMetrics metrics) {
        this.telemetryPath = telemetryPath;
        this.metrics = metrics;
    }

    /** Returns whether a request is for the metrics. */
    boolean is(RequestHead head) {
        return head.path().equals(telemetryPath) || head.path().equals(telemetryPath + "/");
    }

    /** Returns why a request for the metrics is refused; empty when it is for another path or may pass. */
    Optional<Problem> refusal(RequestHead head) {
        return is(head) && head.isPost() ? Optional.of(Problem.notAllowed("GET, HEAD")) : Optional.empty();
    }

    /** Answers with the metrics, or those that {@code name[]} names, in the format that {@code Accept} asks for. */
    void answer(RequestHead head, Request request, Response response) throws IOException {
        request.setAttribute(Exchange.ROUTE, telemetryPath);
        String[] names = request.getParameterValues("name[]");
        Exposition format = Exposition.accepted(String.join(",", head.headers("Accept")));
        byte[] body = metrics.scrape(format, names == null ? Set.of() : new HashSet<>(List.of(names)));
        response.setContentType(format.contentType());
        response.setHeader("Cache-Control", "no-store");
        if (CompressionFilter.isWorthCompressing(body)) {
            response.setHeader("Vary", "Accept-Encoding");
            if (CompressionFilter.acceptsGzip(request.getHeader("Accept-Encoding"))) {
                response.setHeader("Content-Encoding", "gzip");
                body = Compression.gzip(body);
            }
        }
        response.setContentLength(body.length);
        if (!head.method().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
