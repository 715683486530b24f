// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks every request before it reaches a resource: its host, method, body, path, origin and sender. A resource never
 * sees a request that is refused here.
 */
final class Gate {
    /** Required of a POST when there is no token: a page of another site cannot set it. */
    static final String CUSTOM_HEADER = "X-Juju-Heap";

    private static final int MAX_PATH = 512;
    private static final int MAX_QUERY = 4096;
    private static final int MAX_PARAMETERS = 50;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    /** The only path that takes a POST. */
    private static final String POSTED = "/api/v1/snapshots";

    /** No path of this server needs an escape, so none is decoded, and none can hide a dot segment. */
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]*)+");

    /** A query with complete escapes, in which all characters that need it are escaped. */
    private static final Pattern QUERY = Pattern.compile("(?:[^%\\x00-\\x20\\x7f\"<>]|%[0-9A-Fa-f]{2})*+");

    private static final Pattern DOUBLE_SLASH = Pattern.compile("//");

    private final HostAllowList hosts;
    private final Access access;

    Gate(HostAllowList hosts, Access access) {
        this.hosts = hosts;
        this.access = access;
    }

    /** Returns why a request is refused; empty when it may pass. */
    Optional<Problem> refusal(RequestHead head) {
        return checkHost(head)
                .or(() -> checkMethod(head))
                .or(() -> checkBody(head))
                .or(() -> checkTarget(head))
                .or(() -> checkOrigin(head))
                .or(() -> access.refusal(head));
    }

    /** Returns whether a path takes a POST; any other path answers one with 404 or 405. */
    static boolean takesPost(String path) {
        return path.equals(POSTED);
    }

    private Optional<Problem> checkHost(RequestHead head) {
        List<String> sent = head.headers("Host");
        if (sent.size() != 1) {
            return refuse(400, "A request needs exactly one Host header; this one has " + sent.size() + ".");
        }
        if (!hosts.allows(sent.get(0))) {
            return refuse(
                    421,
                    "This server does not answer to that Host: use an address it listens on, or name the host with"
                            + " --web.allowed-host.");
        }
        return Optional.empty();
    }

    private static Optional<Problem> checkMethod(RequestHead head) {
        return METHODS.contains(head.method())
                ? Optional.empty()
                : Optional.of(Problem.notAllowed(takesPost(head.path()) ? "GET, HEAD, POST" : "GET, HEAD"));
    }

    private static Optional<Problem> checkBody(RequestHead head) {
        return head.hasBody() ? Optional.of(Problem.BODY) : Optional.empty();
    }

    private static Optional<Problem> checkTarget(RequestHead head) {
        if (head.path().length() > MAX_PATH || head.query().length() > MAX_QUERY) {
            return refuse(
                    414, "A path has at most " + MAX_PATH + " characters here, and a query at most " + MAX_QUERY + ".");
        }
        if (!PATH.matcher(head.path()).matches()
                || DOUBLE_SLASH.matcher(head.path()).find()) {
            return refuse(400, "No path here has escapes, dot segments or empty segments: see /openapi.yaml.");
        }
        if (!QUERY.matcher(head.query()).matches()) {
            return refuse(400, "The query is not escaped correctly: write % as %25, \" as %22, a space as %20.");
        }
        if (head.query().chars().filter(c -> c == '&').count() >= MAX_PARAMETERS) {
            return refuse(400, "A query has at most " + MAX_PARAMETERS + " parameters here.");
        }
        return Optional.empty();
    }

    private Optional<Problem> checkOrigin(RequestHead head) {
        if (!head.isPost()) {
            return Optional.empty();
        }
        boolean foreign = head.header("Sec-Fetch-Site").filter(Gate::isForeign).isPresent()
                || head.header("Origin").filter(origin -> !isOurs(origin)).isPresent();
        return foreign ? refuse(403, "Pages of other sites may not send this request.") : Optional.empty();
    }

    private static boolean isForeign(String site) {
        return !site.equals("same-origin") && !site.equals("none");
    }

    private boolean isOurs(String origin) {
        int authority = origin.indexOf("://");
        return authority >= 0 && hosts.allows(origin.substring(authority + 3));
    }

    private static Optional<Problem> refuse(int status, String detail) {
        return Optional.of(Problem.of(status, detail));
    }
}
