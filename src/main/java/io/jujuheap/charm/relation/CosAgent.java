// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.io.Sha256;
import io.jujuheap.render.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code cos_agent}: a COS agent on this machine, which scrapes over loopback. It reads one key of the unit's data. */
final class CosAgent implements Endpoint {
    static final String NAME = "cos-agent";
    private static final int JOB_DIGEST = 8;

    private final Offer offer;

    CosAgent(Offer offer) {
        this.offer = offer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return offer.web().users()
                ? Optional.of("cos-agent cannot log in: web-config-file has basic_auth_users")
                : Optional.empty();
    }

    @Override
    public Map<String, String> unitData(Supplier<Optional<String>> address) throws IOException {
        List<String> dashboards = Dashboard.in(offer.dashboards()).stream()
                .map(Dashboard::content)
                .toList();
        Map<String, Object> config = Map.of(
                "metrics_alert_rules", AlertRules.labelled(offer.alertRules(), offer.unit()),
                "log_alert_rules", Map.of(),
                "dashboards", dashboards,
                "metrics_scrape_jobs", List.of(job()),
                "log_slots", List.of());
        return Map.of("config", Json.text(config));
    }

    private Map<String, Object> job() {
        Map<String, Object> job = new LinkedHashMap<>(Map.of("metrics_path", "/metrics"));
        job.putAll(offer.job(host() + ":" + offer.listen().port()));
        if (offer.web().certificate().isPresent()) {
            // The certificate is for the machine's name, not for localhost. Other machines cannot intercept loopback
            // traffic.
            job.put("tls_config", Map.of("insecure_skip_verify", true));
        }
        String digest = Sha256.hex(Json.text(job), JOB_DIGEST);
        job.put("job_name", offer.unit().application() + "_default_" + digest);
        return job;
    }

    private String host() {
        boolean anyLoopback = offer.listen().isLoopback() || offer.listen().isEverywhere();
        return anyLoopback ? "localhost" : offer.advertised("");
    }
}
