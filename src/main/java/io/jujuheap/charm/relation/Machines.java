// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.charm.tool.RelationTools;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.render.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The peer relation of the application. Only the leader may write jobs, and each job names an agent, but a unit knows
 * only the agents of its own machine. So the units publish their agents here for the leader.
 */
final class Machines {
    /** Its name in metadata.yaml. */
    static final String NAME = "machines";

    private static final String KEY = "profiling";

    private final RelationTools tools;
    private final Consumer<String> warnings;

    Machines(RelationTools tools, Consumer<String> warnings) {
        this.tools = tools;
        this.warnings = warnings;
    }

    /** Publishes the data of this unit's machine; empty removes it. */
    void tell(Optional<ProfiledMachine> own) {
        String text = own.map(Json::text).orElse("");
        tools.relationIds(NAME).forEach(relation -> tools.setUnitData(relation, Map.of(KEY, text)));
    }

    /** Returns the data of all units, this one first. Data that cannot be read is logged and left out. */
    List<ProfiledMachine> all(JujuUnit unit) {
        List<ProfiledMachine> machines = new ArrayList<>();
        for (String relation : tools.relationIds(NAME)) {
            read(relation, unit.name()).ifPresent(machines::add);
            for (String other : tools.remoteUnits(relation)) {
                read(relation, other).ifPresent(machines::add);
            }
        }
        return machines;
    }

    private Optional<ProfiledMachine> read(String relation, String unit) {
        try {
            String text = tools.unitData(relation, unit).getOrDefault(KEY, "");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.read(text.getBytes(UTF_8), ProfiledMachine.class));
        } catch (ToolException e) {
            return leaveOut(unit, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return leaveOut(unit, "this revision of the charm cannot read what that unit tells.");
        }
    }

    private Optional<ProfiledMachine> leaveOut(String unit, String why) {
        warnings.accept("the agents of the machine of " + unit + " get no profiling job: " + why);
        return Optional.empty();
    }
}
