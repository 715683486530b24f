// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.render.Json;
import java.util.Map;

/**
 * The answer to a request that is refused or fails, in the form of RFC 9457.
 *
 * @param status the HTTP status
 * @param detail one sentence that says what is wrong and what to do
 * @param headers further headers of the answer, such as {@code Retry-After}
 */
record Problem(int status, String detail, Map<String, String> headers) {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    /** Answers any request with a body. */
    static final Problem BODY = of(413, "No request to this server has a body: send parameters in the query.");

    /** Answers a request that hit a bug; the log has the details. */
    static final Problem FAILED = of(500, "The sidecar failed to answer this request; its log says more.");

    /** Answers a request of another version of HTTP. */
    static final Problem VERSION = of(505, "This server speaks HTTP/1.1 and HTTP/1.0.");

    /** Answers a request when too many others are under way. */
    static final Problem FULL = retry(503, 1, "Too many requests are under way: try again in a second.");

    static final Problem STOPPING = retry(503, 5, "The sidecar is stopping.");

    Problem {
        headers = Map.copyOf(headers);
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** Returns a temporary problem: the client may try again after that time. */
    static Problem retry(int status, int afterSeconds, String detail) {
        return new Problem(status, detail, Map.of("Retry-After", Integer.toString(afterSeconds)));
    }

    /** Returns the problem of a method that a path does not take. */
    static Problem notAllowed(String methods) {
        return new Problem(405, "This path takes no other method than " + methods + ".", Map.of("Allow", methods));
    }

    /** Returns an exception that ends a request with a problem. */
    static RuntimeException exception(int status, String detail) {
        return of(status, detail).exception();
    }

    /** Returns an exception that ends a request with this problem. */
    RuntimeException exception() {
        return new Ending(this);
    }

    /** Passes a problem on to the answer. */
    static final class Ending extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private Ending(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    String title() {
        return TITLES.getOrDefault(status, "Error");
    }

    /** JSON: the body. */
    private record Body(String type, String title, int status, String detail) {}

    byte[] toJson() {
        return Json.line(new Body("about:blank", title(), status, detail));
    }
}
