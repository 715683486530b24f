// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.render.Json;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A Juju controller with one model and one application, played as a charm sees it: configuration, leadership,
 * relations with their data, and hook tools that refuse the same calls as Juju's.
 */
public final class Juju {
    static final String MODEL = "controller";
    static final String MODEL_UUID = "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40";

    final JsonObject options;
    final JsonObject actions;
    final JsonObject metadata;
    private final Map<String, Object> configuration = new LinkedHashMap<>();
    private final Map<String, Relation> relations = new TreeMap<>();
    private final List<String> transcript = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private String leader = "";
    private int nextRelation = 1;

    /** Plays Juju for the charm whose files are in {@code charm}. */
    public Juju(Path charm) throws IOException {
        metadata = yaml(charm, "metadata.yaml");
        actions = yaml(charm, "actions.yaml");
        options = yaml(charm, "config.yaml").object("options");
        for (String option : options.values().keySet()) {
            configuration.put(option, options.object(option).values().get("default"));
        }
        metadata.object("peers").values().keySet().forEach(peers -> {
            Relation relation = new Relation(peers + ":" + nextRelation++);
            relations.put(relation.id(), relation);
        });
    }

    private static JsonObject yaml(Path charm, String name) throws IOException {
        return JsonObject.ofYaml(Files.readString(charm.resolve(name)));
    }

    /** Plays {@code juju config juju-heap OPTION=VALUE}, without the hook that follows. */
    public void configure(String option, Object value) {
        if (!configuration.containsKey(option)) {
            throw new IllegalArgumentException("no option " + option);
        }
        say("$ juju config juju-heap " + option + "=" + value);
        configuration.put(option, value);
    }

    /** Plays {@code juju integrate}, without the hooks that follow. */
    public Relation integrate(String endpoint, String remoteUnit) {
        if (metadata.object("provides").object(endpoint).values().isEmpty()) {
            throw new IllegalArgumentException("no endpoint " + endpoint);
        }
        say("$ juju integrate juju-heap:" + endpoint + " " + remoteUnit.replaceAll("/.*", ""));
        Relation relation = new Relation(endpoint + ":" + nextRelation++);
        relation.remoteUnits = List.of(remoteUnit);
        relations.put(relation.id(), relation);
        return relation;
    }

    /** Returns the relation among the units, which is there from the start. */
    public Relation peers(String endpoint) {
        return relations.values().stream()
                .filter(relation -> isPeer(relation) && relation.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    private boolean isPeer(Relation relation) {
        return metadata.object("peers").values().containsKey(relation.endpoint());
    }

    void join(String unit) {
        units.add(unit);
    }

    /** A unit that goes takes its data in the relation among the units with it, and its leadership. */
    void leave(String unit) {
        units.remove(unit);
        leader = leader.equals(unit) ? "" : leader;
        relations.values().stream().filter(this::isPeer).forEach(relation -> relation.forget(unit));
    }

    public void remove(Relation relation) {
        relations.remove(relation.id());
    }

    /** Makes a unit the leader if there is none. */
    boolean elect(String unit) {
        boolean vacant = leader.isEmpty();
        leader = vacant ? unit : leader;
        return vacant;
    }

    /** Returns all that a person would have seen. */
    public List<String> transcript() {
        return transcript;
    }

    void say(String line) {
        transcript.add(line);
    }

    /** Returns the output of a tool that is called in a hook or an action. */
    String answer(Hook hook, ToolCall call) {
        return switch (call.tool()) {
            case "config-get" -> configGet(call);
            case "is-leader" -> json(call, isLeader(hook));
            case "relation-ids" -> relationIds(call);
            case "relation-list" -> {
                call.none();
                yield json(call, otherUnits(hook, relation(call.relation(hook.relation()))));
            }
            case "relation-get" -> relationGet(hook, call);
            case "relation-set" -> relationSet(hook, call);
            case "network-get" -> networkGet(hook, call);
            default -> hook.answer(call);
        };
    }

    private String configGet(ToolCall call) {
        return call.rest().isEmpty() ? json(call, configuration) : json(call, configuration.get(call.only()));
    }

    private String relationIds(ToolCall call) {
        requireEndpoint(call.only());
        return json(
                call,
                relations.values().stream()
                        .filter(relation -> relation.endpoint().equals(call.only()))
                        .map(Relation::id)
                        .toList());
    }

    private List<String> otherUnits(Hook hook, Relation relation) {
        return isPeer(relation)
                ? units.stream().filter(unit -> !unit.equals(hook.unit())).toList()
                : relation.remoteUnits;
    }

    /** A unit sees of itself what it has set in this hook, and of the others what their last hooks have set. */
    private String relationGet(Hook hook, ToolCall call) {
        Relation relation = relation(call.relation(hook.relation()));
        if (call.rest().size() != 2 || !call.rest().get(0).equals("-")) {
            throw new Refusal("only - UNIT is played, not " + call.rest());
        }
        String unit = call.rest().get(1);
        if (!unit.equals(hook.unit()) && !otherUnits(hook, relation).contains(unit)) {
            throw new Refusal("cannot read settings for unit \"" + unit + "\" in relation: permission denied");
        }
        Map<String, String> data = new TreeMap<>(relation.unitData(unit));
        if (unit.equals(hook.unit())) {
            put(hook.written(relation.id()), data);
        }
        return json(call, data);
    }

    private String relationSet(Hook hook, ToolCall call) {
        String id = call.relation(hook.relation());
        Relation relation = relation(id);
        boolean breaking = hook.name().endsWith("-relation-broken") && id.equals(hook.relation());
        if (breaking || relation.removedByForce) {
            throw new Refusal("cannot write relation settings: permission denied");
        }
        boolean application = call.has("--app");
        if (application && !isLeader(hook)) {
            throw new Refusal("cannot write relation settings: unit is not the leader");
        }
        Map<String, String> data = application ? relation.applicationData() : relation.unitData(hook.unit());
        Map<String, String> given = settings(call);
        if (!application) {
            hook.written(id).putAll(given);
        }
        hook.onSuccess(() -> put(given, data));
        return "";
    }

    private static void put(Map<String, String> given, Map<String, String> data) {
        data.putAll(given);
        data.values().removeIf(String::isEmpty);
    }

    private static Map<String, String> settings(ToolCall call) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (call.has("--file")) {
            if (!call.flags().get("--file").equals("-")) {
                throw new Refusal("only standard input is played");
            }
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(call.input());
            ((Map<?, ?>) yaml).forEach((key, value) -> settings.put((String) key, (String) value));
        }
        for (String pair : call.rest()) {
            settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        settings.keySet().stream()
                .filter(key -> key.contains(".") || key.isEmpty())
                .forEach(key -> {
                    throw new Refusal("invalid key " + key);
                });
        return settings;
    }

    /** Returns the address of the unit's machine: each unit is taken for the only one of a machine. */
    private String networkGet(Hook hook, ToolCall call) {
        requireEndpoint(call.only());
        if (!call.has("--bind-address")) {
            throw new Refusal("only --bind-address is played");
        }
        int number = Integer.parseInt(hook.unit().substring(hook.unit().indexOf('/') + 1));
        return json(call, "10.0.0." + (5 + number));
    }

    private void requireEndpoint(String name) {
        if (!metadata.object("provides").values().containsKey(name)
                && !metadata.object("requires").values().containsKey(name)
                && !metadata.object("peers").values().containsKey(name)) {
            throw new Refusal("no endpoint " + name);
        }
    }

    private Relation relation(String id) {
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new Refusal("relation " + id + " not found");
        }
        return relation;
    }

    private boolean isLeader(Hook hook) {
        return hook.unit().equals(leader);
    }

    static String json(ToolCall call, Object value) {
        call.wantsJson();
        return Json.text(value);
    }
}
