// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpDateFormat;

/** Grizzly's entry to the sidecar: asks the {@link Gate}, has the request answered, and reports the exchange to the listener. */
final class FrontDoor extends HttpHandler {
    private static final Logger LOG = Logger.getLogger(FrontDoor.class.getName());

    private final Gate gate;
    private final Supplier<Map<String, String>> headers;
    private final Scrape scrape;
    private final Resources resources;
    private final Connections connections;
    private final Consumer<Exchange> listener;
    private volatile boolean isClosed;

    FrontDoor(
            Gate gate,
            Supplier<Map<String, String>> headers,
            Scrape scrape,
            Resources resources,
            Connections connections,
            Consumer<Exchange> listener) {
        this.gate = gate;
        this.headers = headers;
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
        RequestHead head = new RequestHead.OfGrizzly(request);
        Connection<?> connection = request.getContext().getConnection();
        request.setAttribute(Asker.CONNECTION, connection);
        boolean hasPlace = connections.requestBegins(connection, mayLast(head));
        request.addAfterServiceListener(done -> ended(done, head, start));
        setCommonHeaders(response);
        Optional<Problem> refusal = gate.refusal(head)
                .or(() -> scrape.refusal(head))
                .or(() -> isClosed ? Optional.of(Problem.STOPPING) : Optional.empty())
                .or(() -> hasPlace ? Optional.empty() : Optional.of(Problem.FULL));
        if (refusal.isPresent()) {
            refuse(response, head, refusal.get());
        } else {
            serve(request, response, head);
        }
    }

    /** Refuses all further requests. */
    void close() {
        isClosed = true;
    }

    private boolean mayLast(RequestHead head) {
        return !scrape.is(head) && !Access.isLiveness(head.path());
    }

    private void serve(Request request, Response response, RequestHead head) throws IOException {
        try {
            if (scrape.is(head)) {
                scrape.answer(head, request, response);
            } else {
                resources.container().service(request, response);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A request failed: " + e, e);
            if (!response.isCommitted()) {
                refuse(response, head, Problem.FAILED);
            }
        }
    }

    /** Returns the headers of every answer, as the configuration has them now. */
    Map<String, String> headers() {
        return headers.get();
    }

    /** Returns the body of an answer that Grizzly gives by itself, and sets its head. */
    String errorPage(Response response, int status) {
        Problem problem =
                switch (status) {
                    case 413 -> Problem.BODY;
                    case 503 -> Problem.STOPPING;
                    default -> Problem.FAILED;
                };
        setCommonHeaders(response);
        setHead(response, problem);
        response.setCharacterEncoding("utf-8");
        return new String(problem.toJson(), StandardCharsets.UTF_8);
    }

    /** Reports a request that was refused because its head is malformed: only its sender is known. */
    void brokenHead(Problem problem, String peer) {
        listener.accept(
                new Exchange(Exchange.NO_ROUTE, "-", "-", problem.status(), false, 0, problem.toJson().length, peer));
    }

    private void setCommonHeaders(Response response) {
        headers().forEach(response::setHeader);
        response.setHeader("Date", HttpDateFormat.getCurrentDate());
    }

    private static void setHead(Response response, Problem problem) {
        response.setStatus(problem.status(), problem.title());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(Problem.CONTENT_TYPE);
    }

    private static void refuse(Response response, RequestHead head, Problem problem) throws IOException {
        byte[] body = problem.toJson();
        setHead(response, problem);
        response.setContentLength(body.length);
        if (head.hasBody()) {
            response.setHeader("Connection", "close");
        }
        if (!head.method().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private void ended(Request request, RequestHead head, long start) {
        connections.requestEnds(request.getContext().getConnection());
        Object route = request.getAttribute(Exchange.ROUTE);
        Response response = request.getResponse();
        listener.accept(new Exchange(
                route instanceof String template ? template : Exchange.NO_ROUTE,
                head.method(),
                head.path(),
                response.getStatus(),
                response.containsHeader("Retry-After"),
                System.nanoTime() - start,
                Math.max(0, response.getContentLengthLong()),
                String.valueOf(request.getRemoteAddr())));
    }
}
