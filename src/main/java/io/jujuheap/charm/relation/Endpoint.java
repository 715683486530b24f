// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The data for one relation interface. {@link Relations} writes it. */
interface Endpoint {
    /** The names of all endpoints in metadata.yaml. */
    List<String> NAMES = List.of(CosAgent.NAME, MetricsEndpoint.NAME, ProfilingEndpoint.NAME, GrafanaDashboard.NAME);

    /** Returns all endpoints for an offer and the data of all units' machines. */
    static List<Endpoint> all(Offer offer, List<ProfiledMachine> machines) {
        return List.of(
                new CosAgent(offer),
                new MetricsEndpoint(offer),
                new ProfilingEndpoint(offer, machines),
                new GrafanaDashboard(offer));
    }

    /** Returns the endpoint's name in metadata.yaml. */
    String name();

    /** Returns why nothing can be offered and what to change; empty when an offer is possible. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Returns the application's data, which the leader sets; an empty value removes its key. */
    default Map<String, String> applicationData() throws IOException {
        return Map.of();
    }

    /**
     * Returns the data of the unit that publishes; an empty value removes its key.
     *
     * @param address returns the address at which the other side reaches this unit
     */
    default Map<String, String> unitData(Supplier<Optional<String>> address) throws IOException {
        return Map.of();
    }
}
