// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which client may access which path. Liveness and readiness are open to all. Metrics and the page are open
 * unless users are configured; then they need a user or the token, as in every Prometheus exporter. All other paths
 * need the token or a user when either is configured.
 */
final class Access {
    private static final Set<String> LIVENESS = Set.of("/-/healthy", "/-/ready");
    private static final Set<String> PUBLIC = Set.of("/", "/openapi.yaml");

    private final String telemetryPath;
    private final Credentials credentials;

    Access(String telemetryPath, Credentials credentials) {
        this.telemetryPath = telemetryPath;
        this.credentials = credentials;
    }

    /** Returns why a request is refused; empty when it may pass. */
    Optional<Problem> refusal(RequestHead head) {
        if (isLiveness(head.path())) {
            return Optional.empty();
        }
        Credentials.Verdict verdict = isOpen(head.path())
                ? Credentials.Verdict.NOT_ASKED
                : credentials.check(head.header("Authorization").orElse(""));
        return switch (verdict) {
            case GRANTED -> Optional.empty();
            case NOT_ASKED -> checkCustomHeader(head);
            case REFUSED -> Optional.of(unauthorized(head));
            case BUSY -> Optional.of(Problem.retry(429, 1, "Too many passwords are being checked: try again."));
        };
    }

    /** Returns whether a path asks whether the sidecar lives or is ready. */
    static boolean isLiveness(String path) {
        return LIVENESS.contains(path);
    }

    private boolean isOpen(String path) {
        boolean open = PUBLIC.contains(path) || path.startsWith("/page/") || path.equals(telemetryPath);
        return open && !credentials.hasUsers();
    }

    private static Optional<Problem> checkCustomHeader(RequestHead head) {
        return head.isPost()
                        && Gate.takesPost(head.path())
                        && head.header(Gate.CUSTOM_HEADER).isEmpty()
                ? Optional.of(Problem.of(
                        403,
                        "A POST needs the token or the header " + Gate.CUSTOM_HEADER
                                + ": 1, so that pages of other sites cannot send it."))
                : Optional.empty();
    }

    /** A script gets no challenge, because its page, not the browser, asks the user for the token. */
    private Problem unauthorized(RequestHead head) {
        Map<String, String> challenge = head.header(Gate.CUSTOM_HEADER).isPresent()
                ? Map.of()
                : Map.of("WWW-Authenticate", "Basic realm=\"juju-heap\"");
        return new Problem(401, credentials.whatToSend(), challenge);
    }
}
