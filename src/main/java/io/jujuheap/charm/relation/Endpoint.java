// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The data that one relation interface asks for. Pure: {@link Relations} does the writing. */
interface Endpoint {
    /** Returns the endpoint's name in metadata.yaml. */
    String name();

    /** Returns why nothing can be offered and what to change; empty when something can. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Tells whether data may be set only once the other side has a unit, as in a relation within one machine. */
    default boolean needsRemoteUnit() {
        return false;
    }

    /** Returns the application's data, which the leader sets; an empty value removes its key. */
    default Map<String, String> applicationData() throws IOException {
        return Map.of();
    }

    /**
     * Returns the data of this unit; an empty value removes its key.
     *
     * @param address gives the address at which the other side reaches this unit
     */
    default Map<String, String> unitData(Supplier<Optional<String>> address) throws IOException {
        return Map.of();
    }
}
