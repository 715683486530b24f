// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Listen;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.render.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that this unit can offer to other charms.
 *
 * @param unit the unit that offers
 * @param settings how the service is configured
 * @param web how clients of the service have to connect
 * @param published the endpoints at which this unit publishes: of the units of a machine that share the service, one does at
 *     each endpoint, because metrics that are scraped twice count twice
 * @param agents the tags of the agents whose profiles the service has; empty when the service has not found them yet
 * @param alertRules the directory of rule files
 * @param dashboards the directory of dashboards
 */
public record Offer(
        JujuUnit unit,
        Settings settings,
        ClientWebConfig web,
        Set<String> published,
        List<String> agents,
        Path alertRules,
        Path dashboards) {
    public Offer {
        published = Set.copyOf(published);
        agents = List.copyOf(agents);
    }

    Listen listen() {
        return settings.listen();
    }

    /** Returns why no other machine can scrape, if that is so. */
    Optional<String> unreachable(String endpoint) {
        if (listen().isLoopback()) {
            return Optional.of(
                    endpoint + " needs a listen-address that others can reach, such as 0.0.0.0:" + listen().port());
        }
        return web.users()
                ? Optional.of(endpoint + " cannot log in: web-config-file has basic_auth_users")
                : Optional.empty();
    }

    /** Returns the metadata that scrapers turn into labels. */
    String scrapeMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>(unit.topology());
        metadata.put("charm_name", JujuUnit.CHARM);
        return Json.text(metadata);
    }

    /** Returns the target of a scrape job, with TLS when the service speaks it. */
    Map<String, Object> job(String target) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("static_configs", List.of(Map.of("targets", List.of(target))));
        job.put("scheme", web.scheme());
        return job;
    }

    /** Returns the port of every unit, in the form that scrapers expand. */
    String everyUnit() {
        return "*:" + listen().port();
    }

    /** Tells whether this unit is the one of its machine that offers profiles, and can. */
    boolean profiles() {
        return published.contains(ProfilingEndpoint.NAME)
                && new ProfilingEndpoint(this, List.of()).obstacle().isEmpty();
    }

    /**
     * Returns what the other units are told of this machine.
     *
     * @param address the address at which other machines reach this one
     */
    ProfiledMachine profiledMachine(String address) {
        String host = advertised(address);
        // Parca's charm splits a target at its colons, so it cannot read an IPv6 address.
        String readable = host.startsWith("[") ? hostName(host) : host;
        return new ProfiledMachine(
                unit.name(), readable + ":" + listen().port(), web.certificate().orElse(null), agents);
    }

    /** Returns the full name of this machine, or the address where it has no name. */
    static String hostName(String address) {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException nameless) {
            return address;
        }
    }

    /** Returns the host for scrapers of other machines: an address that the service listens on. */
    String advertised(String address) {
        return Listen.bracketed(listen().isEverywhere() ? address : listen().host());
    }
}
