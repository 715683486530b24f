// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Listen;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.tool.Json;
import io.jujuheap.charm.tool.JujuUnit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to offer to other charms.
 *
 * @param unit who offers
 * @param settings how the service is configured
 * @param web what its clients need to know of its web configuration
 * @param decides whether this unit stands for the service; of several on a machine, one does
 * @param alertRules the directory of rule files
 * @param dashboards the directory of dashboards
 */
public record Offer(
        JujuUnit unit, Settings settings, ClientWebConfig web, boolean decides, Path alertRules, Path dashboards) {

    Listen listen() {
        return settings.listen();
    }

    /** Why no other machine can scrape, if so. */
    Optional<String> unreachable(String endpoint) {
        if (listen().isLoopback()) {
            return Optional.of(
                    endpoint + " needs a listen-address that others can reach, such as 0.0.0.0:" + listen().port());
        }
        return web.users()
                ? Optional.of(endpoint + " cannot log in: web-config-file has basic_auth_users")
                : Optional.empty();
    }

    /** The metadata that scrapers make labels of. */
    String scrapeMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>(unit.topology());
        metadata.put("charm_name", JujuUnit.CHARM);
        return Json.write(metadata);
    }

    /** The part of a scrape job that says where: one target, with TLS when the service speaks it. */
    Map<String, Object> job(String target) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("static_configs", List.of(Map.of("targets", List.of(target))));
        job.put("scheme", web.scheme());
        return job;
    }

    /** The port of every unit, in the form that scrapers expand. */
    String everyUnit() {
        return "*:" + listen().port();
    }

    /** The host that a scraper of another machine is told: an address the service listens on. */
    String advertised(String address) {
        return Listen.bracketed(listen().isEverywhere() ? address : listen().host());
    }
}
