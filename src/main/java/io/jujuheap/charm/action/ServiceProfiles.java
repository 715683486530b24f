// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.charm.machine.SidecarClient;
import io.jujuheap.charm.machine.SidecarClient.SidecarException;
import io.jujuheap.charm.tool.JsonObject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks the running service, which shares one fetch among all requests that come at once. */
final class ServiceProfiles implements ProfileSource {
    private final SidecarClient sidecar;
    private final Clock clock;

    ServiceProfiles(SidecarClient sidecar, Clock clock) {
        this.sidecar = sidecar;
        this.clock = clock;
    }

    @Override
    public String take(String agent, boolean gc) throws ActionException {
        JsonObject snapshot = ask(() -> sidecar.post("/api/v1/snapshots?gc=" + gc + ofAgent(agent)));
        return snapshot.text("id")
                .orElseThrow(() -> new ActionException("The service did not say which snapshot it took."));
    }

    @Override
    public byte[] text(String agent) throws ActionException {
        return ask(() -> sidecar.download("/debug/heap?format=text" + ofAgent(agent)));
    }

    @Override
    public LeakTable leaks(String agent, Duration window) throws ActionException {
        String from = clock.instant().minus(window).toString();
        return LeakTable.of(ask(() -> sidecar.get("/api/v1/leaks?from=" + from + ofAgent(agent))));
    }

    private static String ofAgent(String agent) {
        return agent.isEmpty() ? "" : "&agent=" + agent;
    }

    private static <T> T ask(Supplier<T> request) throws ActionException {
        try {
            return request.get();
        } catch (SidecarException e) {
            throw new ActionException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new ActionException("The service broke off: " + e.getMessage() + ": see journalctl -u juju-heap.", e);
        }
    }
}
