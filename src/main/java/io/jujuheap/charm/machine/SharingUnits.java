// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.io.FileTree;
import io.jujuheap.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The units of this machine that share one service. Each has a file with its topology.
 *
 * <p>A machine with several principal units has several units of this charm, perhaps of different revisions and
 * configurations. The first unit decides about the service; the others leave it alone. When the deciding unit is
 * removed, the next one decides from its next hook on. The last unit to be removed removes the service.
 */
public final class SharingUnits {
    private static final String SINCE = "since";
    private static final String ENDPOINTS = "endpoints";

    private record Member(String tag, String name, long since, List<String> endpoints) {}

    private final MachineLayout layout;
    private final Clock clock;

    public SharingUnits(MachineLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /**
     * Adds a unit; a unit that is already a member keeps its place.
     *
     * @param endpoints the endpoints at which the unit is related
     */
    public void join(JujuUnit unit, Collection<String> endpoints) throws IOException {
        Path file = layout.units().resolve(unit.tag());
        long since = FileTree.read(file).flatMap(SharingUnits::since).orElseGet(clock::millis);
        Map<String, Object> entry = new LinkedHashMap<>(unit.topology());
        entry.put("charm_name", JujuUnit.CHARM);
        entry.put(SINCE, since);
        entry.put(ENDPOINTS, List.copyOf(endpoints));
        String text = Json.text(entry) + "\n";
        if (!FileTree.read(file).equals(Optional.of(text))) {
            FileTree.write(file, text);
        }
    }

    public void leave(JujuUnit unit) throws IOException {
        Files.deleteIfExists(layout.units().resolve(unit.tag()));
    }

    public boolean isEmpty() throws IOException {
        return members().isEmpty();
    }

    /** Returns the name of the unit that decides about the service, such as {@code juju-heap/0}. */
    public String decider() throws IOException {
        return members().get(0).name();
    }

    /** Returns the endpoints at which a unit publishes: each belongs to the first unit that is related there. */
    public Set<String> published(JujuUnit unit) throws IOException {
        Set<String> published = new TreeSet<>();
        Set<String> taken = new HashSet<>();
        for (Member member : members()) {
            for (String endpoint : member.endpoints()) {
                if (taken.add(endpoint) && member.name().equals(unit.name())) {
                    published.add(endpoint);
                }
            }
        }
        return published;
    }

    /** Returns the units in the order in which they joined, and deletes the files of units that Juju removed by force. */
    private List<Member> members() throws IOException {
        List<Member> members = new ArrayList<>();
        for (Path file : FileTree.list(layout.units())) {
            String tag = file.getFileName().toString();
            if (Files.isDirectory(layout.jujuData().resolve("agents").resolve(tag))) {
                JsonNode entry = Documents.jsonObject(Files.readString(file));
                members.add(new Member(
                        tag,
                        Documents.text(entry, "unit").orElse(tag),
                        entry.path(SINCE).asLong(),
                        endpoints(entry)));
            } else {
                Files.deleteIfExists(file);
            }
        }
        members.sort(Comparator.comparingLong(Member::since).thenComparing(Member::tag));
        return members;
    }

    private static List<String> endpoints(JsonNode entry) {
        List<String> endpoints = new ArrayList<>();
        entry.path(ENDPOINTS).forEach(endpoint -> endpoints.add(endpoint.asText()));
        return endpoints;
    }

    private static Optional<Long> since(String text) {
        JsonNode since = Documents.jsonObject(text).path(SINCE);
        return since.isNumber() ? Optional.of(since.asLong()) : Optional.empty();
    }
}
