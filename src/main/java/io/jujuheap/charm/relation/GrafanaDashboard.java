// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.io.Sha256;
import io.jujuheap.render.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** {@code grafana_dashboard}: a Grafana in another model. */
final class GrafanaDashboard implements Endpoint {
    static final String NAME = "grafana-dashboard";

    private final Offer offer;

    GrafanaDashboard(Offer offer) {
        this.offer = offer;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Returns all dashboards. Grafana reads them again when the uuid changes, so it is made from the templates. */
    @Override
    public Map<String, String> applicationData() throws IOException {
        Map<String, Object> templates = new LinkedHashMap<>();
        for (Dashboard dashboard : Dashboard.in(offer.dashboards())) {
            templates.put("file:" + dashboard.name(), template(dashboard));
        }
        UUID uuid = UUID.nameUUIDFromBytes(Json.text(templates).getBytes(UTF_8));
        return Map.of("dashboards", Json.text(Map.of("templates", templates, "uuid", uuid.toString())));
    }

    private Map<String, Object> template(Dashboard dashboard) {
        return Map.of(
                "charm", JujuUnit.CHARM,
                "content", dashboard.content(),
                "juju_topology", offer.unit().topology(),
                "inject_dropdowns", true,
                "dashboard_alt_uid", Sha256.hex(JujuUnit.CHARM + "-file:" + dashboard.name(), 16));
    }
}
