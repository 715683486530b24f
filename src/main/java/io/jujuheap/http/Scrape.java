// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.metrics.Exposition;
import io.jujuheap.metrics.SidecarMetrics;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * The short way to the metrics. A scrape needs nothing of Jersey, so the first need not wait until that is set up. Whatever
 * else is asked of their path is answered by {@link MetricsResource}.
 */
final class Scrape {
    private final String telemetryPath;
    private final SidecarMetrics metrics;

    Scrape(String telemetryPath, SidecarMetrics metrics) {
        this.telemetryPath = telemetryPath;
        this.metrics = metrics;
    }

    /** Whether a request is a scrape. */
    boolean is(Call call) {
        return call.method().equals("GET") && call.path().equals(telemetryPath);
    }

    /** Answers it: the metrics, or those that {@code name[]} names, in the format that {@code Accept} asks for. */
    void answer(Call call, Request request, Response response) throws IOException {
        request.setAttribute(Exchange.ROUTE, telemetryPath);
        String[] names = request.getParameterValues("name[]");
        Exposition format = Exposition.accepted(String.join(",", call.headers("Accept")));
        byte[] body = metrics.scrape(format, names == null ? Set.of() : new HashSet<>(List.of(names)));
        response.setContentType(format.contentType());
        response.setHeader("Cache-Control", "no-store");
        if (Finish.isWorthCompressing(body) && Finish.acceptsGzip(request.getHeader("Accept-Encoding"))) {
            response.setHeader("Content-Encoding", "gzip");
            response.setHeader("Vary", "Accept-Encoding");
            body = Finish.gzip(body);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
