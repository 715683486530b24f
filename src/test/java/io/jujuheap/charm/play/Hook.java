// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.render.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** One run of a hook or an action, and its outcome. */
public final class Hook {
    private static final Pattern KEY = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Set<String> RESERVED = Set.of("stdout", "stdout-encoding", "stderr", "stderr-encoding");
    private static final Set<String> STATUSES = Set.of("maintenance", "blocked", "waiting", "active");
    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARNING", "ERROR");

    private static final Pattern NOT_TEXT =
            Pattern.compile("[-+]?[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z|true|false");
    private static final Dump YAML =
            new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build());

    private final PlayedUnit unit;
    private final String name;
    private final String relation;
    private final Optional<Map<String, Object>> parameters;
    private final List<Runnable> effects = new ArrayList<>();
    private final Map<String, Map<String, String>> written = new LinkedHashMap<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    private final List<String> progress = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    int exitCode;
    long millis;

    Hook(PlayedUnit unit, String name, String relation, Optional<Map<String, Object>> parameters) {
        this.unit = unit;
        this.name = name;
        this.relation = relation;
        this.parameters = parameters;
    }

    /** Returns the name of the hook or the action. */
    public String name() {
        return name;
    }

    String unit() {
        return unit.name();
    }

    String relation() {
        return relation;
    }

    boolean isAction() {
        return parameters.isPresent();
    }

    /** Returns the results of an action. */
    public Map<String, String> results() {
        return results;
    }

    /**
     * Returns the results as {@code juju run} prints them: keys in alphabetical order, texts that YAML would take for numbers
     * or times in quotes, texts of several lines as blocks, and all other texts folded at 80 columns.
     */
    public String printed() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(results).forEach((key, value) -> {
            if (value.contains("\n")) {
                text.append(key).append(": |-\n").append(value.indent(2));
            } else if (NOT_TEXT.matcher(value).matches()) {
                text.append(key).append(": \"").append(value).append("\"\n");
            } else {
                text.append(YAML.dumpToString(Map.of(key, value)));
            }
        });
        return text.toString();
    }

    boolean says(String result, String words) {
        return results.containsKey(result) && results.getOrDefault(result, "").contains(words);
    }

    /** Returns the lines that an action showed while it ran. */
    public List<String> progress() {
        return progress;
    }

    /** Returns why an action failed, if it did. */
    public Optional<String> failure() {
        return failure;
    }

    /** Returns what it wrote to Juju's log, each line with its level. */
    public List<String> log() {
        return log;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Returns how long the process took. */
    public long millis() {
        return millis;
    }

    void onSuccess(Runnable effect) {
        effects.add(effect);
    }

    /** Returns what this hook has set of its unit's data in a relation. */
    Map<String, String> written(String relation) {
        return written.computeIfAbsent(relation, ignored -> new LinkedHashMap<>());
    }

    void commit() {
        if (exitCode == 0) {
            effects.forEach(Runnable::run);
        }
    }

    String answer(ToolCall call) {
        if (call.tool().startsWith("action-") && !isAction()) {
            throw new Refusal("not running an action");
        }
        return switch (call.tool()) {
            case "status-set" -> statusSet(call);
            case "application-version-set" -> {
                unit.version = call.only();
                yield "";
            }
            case "juju-log" -> jujuLog(call);
            case "opened-ports" -> {
                call.none();
                yield Juju.json(call, unit.ports);
            }
            case "open-port" -> openPort(call.only());
            case "close-port" -> {
                String port = port(call.only());
                onSuccess(() -> unit.ports.remove(port));
                yield "";
            }
            case "action-get" -> Juju.json(call, parameters.orElseThrow());
            case "action-set" -> actionSet(call);
            case "action-log" -> {
                progress.add(call.only());
                yield "";
            }
            case "action-fail" -> {
                failure = Optional.of(call.only());
                yield "";
            }
            default -> throw new Refusal("not played: " + call.tool());
        };
    }

    private String statusSet(ToolCall call) {
        String kind = call.rest().isEmpty() ? "" : call.rest().get(0);
        if (!STATUSES.contains(kind) || call.rest().size() > 2) {
            throw new Refusal("invalid status " + call.rest());
        }
        String message = call.rest().size() > 1 ? call.rest().get(1) : "";
        if (message.contains("\n")) {
            throw new Refusal("a status is one line");
        }
        unit.status = (kind + " " + message).strip();
        return "";
    }

    private String jujuLog(ToolCall call) {
        String level = call.flags().getOrDefault("-l", call.flags().getOrDefault("--log-level", "INFO"));
        if (!LEVELS.contains(level)) {
            throw new Refusal("no log level " + level);
        }
        if (call.rest().isEmpty()) {
            throw new Refusal("no message specified");
        }
        log.add(level + " " + String.join(" ", call.rest()));
        return "";
    }

    private String openPort(String text) {
        String port = port(text);
        if (unit.machine.units().stream().anyMatch(other -> other != unit && other.ports.contains(port))) {
            throw new Refusal("port ranges " + port + " conflict with another unit on the machine");
        }
        onSuccess(() -> unit.ports.add(port));
        return "";
    }

    private static String port(String text) {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?(/(tcp|udp))?|icmp")) {
            throw new Refusal("invalid port " + text);
        }
        return text.contains("/") ? text : text + "/tcp";
    }

    private String actionSet(ToolCall call) {
        for (String pair : call.rest()) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new Refusal("argument " + pair + " must be of the form key...=value");
            }
            String key = pair.substring(0, equals);
            for (String part : key.split("\\.", -1)) {
                if (!KEY.matcher(part).matches()) {
                    throw new Refusal("key " + Json.text(key) + " must start and end with lowercase alphanumeric");
                }
                if (RESERVED.contains(part)) {
                    throw new Refusal("cannot set reserved action key \"" + part + "\"");
                }
            }
            results.put(key, pair.substring(equals + 1));
        }
        return "";
    }
}
