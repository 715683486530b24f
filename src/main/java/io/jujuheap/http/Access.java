// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask for what. Liveness is everybody's. Metrics and the page are open unless users are configured, who then guard
 * everything, as in every Prometheus exporter. All else needs the token or a user, when there is one.
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

    /** Why a request is refused; empty when it may pass. */
    Optional<Problem> refusal(RequestHead call) {
        if (LIVENESS.contains(call.path())) {
            return Optional.empty();
        }
        Credentials.Verdict verdict = isOpen(call.path())
                ? Credentials.Verdict.NOT_ASKED
                : credentials.check(call.header("Authorization").orElse(""));
        return switch (verdict) {
            case GRANTED -> Optional.empty();
            case NOT_ASKED -> checkCustomHeader(call);
            case REFUSED -> Optional.of(unauthorized(call));
            case BUSY -> Optional.of(Problem.retry(429, 1, "Too many passwords are being checked: try again."));
        };
    }

    private boolean isOpen(String path) {
        boolean open = PUBLIC.contains(path) || path.startsWith("/page/") || path.equals(telemetryPath);
        return open && !credentials.hasUsers();
    }

    private static Optional<Problem> checkCustomHeader(RequestHead call) {
        return call.isPost() && call.header(Gate.CUSTOM_HEADER).isEmpty()
                ? Optional.of(Problem.of(
                        403,
                        "A POST needs the token or the header " + Gate.CUSTOM_HEADER
                                + ": 1, so that other pages cannot send" + " it."))
                : Optional.empty();
    }

    /** A script that asks gets no challenge: its page asks for the token, not the browser. */
    private Problem unauthorized(RequestHead call) {
        Map<String, String> challenge = call.header(Gate.CUSTOM_HEADER).isPresent()
                ? Map.of()
                : Map.of("WWW-Authenticate", "Basic realm=\"juju-heap\"");
        return new Problem(401, credentials.whatToSend(), challenge);
    }
}
