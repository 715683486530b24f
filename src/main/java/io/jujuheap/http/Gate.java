// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks that every request passes before it is looked at: its host, method, body, path, sender. What they refuse
 * never reaches a resource, so no resource has to think of it.
 */
final class Gate {
    /** The header that a request which changes something carries when there is no token: a foreign page cannot set it. */
    static final String CUSTOM_HEADER = "X-Juju-Heap";

    private static final int MAX_PATH = 512;
    private static final int MAX_QUERY = 4096;
    private static final int MAX_PARAMETERS = 50;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    /** The only path that takes a POST. */
    private static final String POSTED = "/api/v1/snapshots";

    /** No path of this server needs an escape, so none is decoded: there is nothing to smuggle. */
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]*)+");

    /** What a query may be made of: an escape is whole, and what no address has unescaped is refused. */
    private static final Pattern QUERY = Pattern.compile("(?:[^%\\x00-\\x20\\x7f\"<>]|%[0-9A-Fa-f]{2})*+");

    private static final Pattern DOUBLE_SLASH = Pattern.compile("//");

    private final HostAllowList hosts;
    private final Access access;

    Gate(HostAllowList hosts, Access access) {
        this.hosts = hosts;
        this.access = access;
    }

    /** Why a request is refused; empty when it may pass. */
    Optional<Problem> refusal(RequestHead call) {
        return checkHost(call)
                .or(() -> checkMethod(call))
                .or(() -> checkBody(call))
                .or(() -> checkTarget(call))
                .or(() -> checkOrigin(call))
                .or(() -> access.refusal(call));
    }

    private Optional<Problem> checkHost(RequestHead call) {
        List<String> sent = call.headers("Host");
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

    private static Optional<Problem> checkMethod(RequestHead call) {
        return METHODS.contains(call.method())
                ? Optional.empty()
                : Optional.of(Problem.notAllowed(call.path().equals(POSTED) ? "GET, HEAD, POST" : "GET, HEAD"));
    }

    private static Optional<Problem> checkBody(RequestHead call) {
        return call.hasBody() ? Optional.of(Problem.BODY) : Optional.empty();
    }

    private static Optional<Problem> checkTarget(RequestHead call) {
        if (call.path().length() > MAX_PATH || call.query().length() > MAX_QUERY) {
            return refuse(
                    414, "A path has at most " + MAX_PATH + " characters here, and a query at most " + MAX_QUERY + ".");
        }
        if (!PATH.matcher(call.path()).matches()
                || DOUBLE_SLASH.matcher(call.path()).find()) {
            return refuse(400, "No path here has escapes, dot segments or empty segments: see /openapi.yaml.");
        }
        if (!QUERY.matcher(call.query()).matches()) {
            return refuse(400, "The query is not escaped as it should be: write % as %25, \" as %22, a space as %20.");
        }
        if (call.query().chars().filter(c -> c == '&').count() >= MAX_PARAMETERS) {
            return refuse(400, "A query has at most " + MAX_PARAMETERS + " parameters here.");
        }
        return Optional.empty();
    }

    private Optional<Problem> checkOrigin(RequestHead call) {
        if (!call.isPost()) {
            return Optional.empty();
        }
        boolean foreign = call.header("Sec-Fetch-Site").filter(Gate::isForeign).isPresent()
                || call.header("Origin").filter(origin -> !isOurs(origin)).isPresent();
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
