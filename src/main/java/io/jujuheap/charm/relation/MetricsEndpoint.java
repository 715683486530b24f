// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.render.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code prometheus_scrape}: a Prometheus on another machine. */
final class MetricsEndpoint implements Endpoint {
    static final String NAME = "metrics-endpoint";

    private final Offer offer;

    MetricsEndpoint(Offer offer) {
        this.offer = offer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return offer.unreachable(name());
    }

    @Override
    public Map<String, String> applicationData() throws IOException {
        Map<String, Object> job = new LinkedHashMap<>(Map.of("metrics_path", "/metrics"));
        // Scrapers expand the star to every unit.
        job.putAll(offer.job("*:" + offer.listen().port()));
        // The consumer writes this text to a file on its own machine.
        offer.web().certificate().ifPresent(pem -> job.put("tls_config", Map.of("ca_file", pem)));
        return Map.of(
                "scrape_metadata", offer.scrapeMetadata(),
                "scrape_jobs", Json.text(List.of(job)),
                "alert_rules", Json.text(AlertRules.labelled(offer.alertRules(), offer.unit())));
    }

    @Override
    public Map<String, String> unitData(Supplier<Optional<String>> address) {
        Optional<String> host = address.get().map(offer::advertised);
        return Map.of(
                "prometheus_scrape_unit_address", host.orElse(""),
                "prometheus_scrape_unit_name",
                        host.map(ignored -> offer.unit().name()).orElse(""),
                "prometheus_scrape_unit_path", "",
                "prometheus_scrape_unit_fqdn", host.map(Offer::hostName).orElse(""));
    }
}
