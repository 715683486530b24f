// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Lets a request through to its answer when the {@link Gate} does, and tells the listener what came of it. */
final class FrontDoor extends HttpHandler {
    private final Gate gate;
    private final Map<String, String> headers;
    private final Scrape scrape;
    private final Resources resources;
    private final Connections connections;
    private final Exchange.Listener listener;

    FrontDoor(
            Gate gate,
            Map<String, String> headers,
            Scrape scrape,
            Resources resources,
            Connections connections,
            Exchange.Listener listener) {
        this.gate = gate;
        this.headers = Map.copyOf(headers);
        this.scrape = scrape;
        this.resources = resources;
        this.connections = connections;
        this.listener = listener;
    }

    @Override
    public void destroy() {
        resources.container().destroy();
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        long start = System.nanoTime();
        Call call = new GrizzlyCall(request);
        connections.requestBegins(request.getContext().getConnection());
        request.addAfterServiceListener(done -> ended(done, call, start));
        headers.forEach(response::setHeader);
        Optional<Problem> refusal = gate.refusal(call);
        if (refusal.isPresent()) {
            refuse(response, call, refusal.get());
        } else if (scrape.is(call)) {
            scrape.answer(call, request, response);
        } else {
            resources.container().service(request, response);
        }
    }

    private static void refuse(Response response, Call call, Problem problem) throws IOException {
        byte[] body = problem.toJson();
        response.setStatus(problem.status(), problem.title());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.CONTENT_TYPE);
        response.setContentLength(body.length);
        if (call.hasBody()) {
            response.setHeader("Connection", "close");
        }
        if (!call.method().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private void ended(Request request, Call call, long start) {
        connections.requestEnds(request.getContext().getConnection());
        Object route = request.getAttribute(Exchange.ROUTE);
        Response response = request.getResponse();
        listener.answered(new Exchange(
                route instanceof String template ? template : Exchange.NO_ROUTE,
                call.method(),
                call.path(),
                response.getStatus(),
                System.nanoTime() - start,
                Math.max(0, response.getContentLengthLong()),
                String.valueOf(request.getRemoteAddr())));
    }
}
