// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.machine.SidecarClient;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.Json;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;

/** Asks the running service. Simultaneous requests to it share one fetch from the agent. */
final class ServiceProfiles implements ProfileSource {
    private final SidecarClient sidecar;
    private final Clock clock;

    ServiceProfiles(SidecarClient sidecar, Clock clock) {
        this.sidecar = sidecar;
        this.clock = clock;
    }

    @Override
    public String take(String agent, boolean gc) throws FailureException {
        JsonNode snapshot = sidecar.post("/api/v1/snapshots?gc=" + gc + ofAgent('&', agent));
        return Documents.text(snapshot, "id")
                .orElseThrow(() -> new FailureException("The service did not say which snapshot it took."));
    }

    @Override
    public byte[] text(String agent) throws FailureException {
        return sidecar.get("/debug/heap?format=text" + ofAgent('&', agent));
    }

    @Override
    public LeaksView leaks(String agent, Duration window) throws FailureException {
        String from = clock.instant().minus(window).toString();
        return read(sidecar.get("/api/v1/leaks?from=" + from + ofAgent('&', agent)), LeaksView.class);
    }

    @Override
    public MemoryView memory(String agent) throws FailureException {
        return read(sidecar.get("/api/v1/memory" + ofAgent('?', agent)), MemoryView.class);
    }

    @Override
    public GoroutineLeaksView goroutines(String agent) throws FailureException {
        return read(sidecar.get("/api/v1/goroutines" + ofAgent('?', agent)), GoroutineLeaksView.class);
    }

    private static <T extends Record> T read(byte[] answer, Class<T> view) throws FailureException {
        try {
            return Json.read(answer, view);
        } catch (IOException e) {
            throw new FailureException("The service's answer cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param mark the character before the parameter, {@code ?} or {@code &} */
    private static String ofAgent(char mark, String agent) {
        return agent.isEmpty() ? "" : mark + "agent=" + URLEncoder.encode(agent, UTF_8);
    }
}
