// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.render.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code parca_scrape}: a Parca on another machine. Its jobs cannot carry a token. */
final class ProfilingEndpoint implements Endpoint {
    static final String NAME = "profiling-endpoint";

    /**
     * Parca's default is {@code /debug/pprof/allocs}, which has the same samples. The service passes a heap profile on as the
     * agent sent it; allocs names another default type, so it would be written anew for each scrape.
     */
    private static final String MEMORY = "/debug/pprof/heap";

    /** The profiles that Parca asks for by default and this service does not have. */
    private static final List<String> NOT_SERVED = List.of("block", "goroutine", "mutex", "process_cpu");

    private final Offer offer;

    ProfilingEndpoint(Offer offer) {
        this.offer = offer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return offer.unreachable(name())
                .or(() -> offer.settings().token()
                        ? Optional.of("profiling-endpoint cannot send a token: set token=false and a web-config-file")
                        : Optional.empty());
    }

    @Override
    public Map<String, String> applicationData() {
        Map<String, Object> job = new LinkedHashMap<>(offer.job(offer.everyUnit()));
        job.put("scrape_interval", offer.settings().interval());
        job.put("profiling_config", Map.of("pprof_config", profiles()));
        offer.web().certificate().ifPresent(pem -> job.put("tls_config", Map.of("ca", pem)));
        return Map.of("scrape_metadata", offer.scrapeMetadata(), "scrape_jobs", Json.text(List.of(job)));
    }

    private static Map<String, Object> profiles() {
        Map<String, Object> profiles = new LinkedHashMap<>();
        profiles.put("memory", Map.of("enabled", true, "path", MEMORY));
        NOT_SERVED.forEach(profile -> profiles.put(profile, Map.of("enabled", false)));
        return profiles;
    }

    @Override
    public Map<String, String> unitData(Supplier<Optional<String>> address) {
        Optional<String> host = address.get().map(offer::advertised);
        return Map.of(
                "parca_scrape_unit_address", host.orElse(""),
                "parca_scrape_unit_name",
                        host.map(ignored -> offer.unit().name()).orElse(""));
    }
}
