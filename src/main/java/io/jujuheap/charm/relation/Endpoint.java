// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What one relation interface wants to be told. Pure: telling is {@link Relations}' work. */
interface Endpoint {
    /** The endpoint's name in metadata.yaml. */
    String name();

    /** Why nothing can be offered, and what to change; empty when all is well. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether data may be set only once the other side has a unit; true where the relation lives inside one machine. */
    default boolean needsRemoteUnit() {
        return false;
    }

    /**
     * What the leader says for the application; an empty value takes a key back.
     */
    default Map<String, String> applicationData() throws IOException {
        return Map.of();
    }

    /**
     * What each unit says for itself; an empty value takes a key back.
     *
     * @param address gives the one at which the other side reaches this unit
     */
    default Map<String, String> unitData(Supplier<Optional<String>> address) throws IOException {
        return Map.of();
    }
}
