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
 * Everything that this unit can offer to other charms.
 *
 * @param unit the unit that offers
 * @param settings the configuration of the service
 * @param web what clients of the service need to connect
 * @param published the endpoints at which this unit publishes. Of the units that share a service, only one publishes at
 *     each endpoint, because metrics that are scraped twice would count twice.
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

    /** Returns why other machines cannot scrape; empty when they can. */
    Optional<String> unreachable(String endpoint) {
        if (listen().isLoopback()) {
            return Optional.of(
                    endpoint + " needs a listen-address that others can reach, such as 0.0.0.0:" + listen().port());
        }
        return web.users()
                ? Optional.of(endpoint + " cannot log in: web-config-file has basic_auth_users")
                : Optional.empty();
    }

    /** Returns the metadata that become labels of scraped metrics. */
    String scrapeMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>(unit.topology());
        metadata.put("charm_name", JujuUnit.CHARM);
        return Json.text(metadata);
    }

    /** Returns the target of a scrape job, with TLS when the service uses it. */
    Map<String, Object> job(String target) {
        return Map.of("static_configs", List.of(Map.of("targets", List.of(target))), "scheme", web.scheme());
    }

    /** Tells whether this unit can and should offer the profiles of its machine. */
    boolean profiles() {
        return published.contains(ProfilingEndpoint.NAME)
                && new ProfilingEndpoint(this, List.of()).obstacle().isEmpty();
    }

    /**
     * Returns the data of this machine for the other units.
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

    /** Returns the fully qualified name of this machine, or its address when it has no name. */
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
