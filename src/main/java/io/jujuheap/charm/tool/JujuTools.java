// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.io.Printable;
import io.jujuheap.render.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hook tools that Juju puts on PATH, run as programs. They work only inside the hook or action that the environment
 * names. Every method throws {@link ToolException} when Juju refuses.
 */
public final class JujuTools implements ActionTools, RelationTools {
    private static final String AS_JSON = "--format=json";

    /** The levels of {@code juju debug-log}. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /**
     * The state of a unit as {@code juju status} shows it.
     *
     * @param kind one of {@code active}, {@code blocked}, {@code maintenance}
     * @param message one short line; for a blocked unit, what the administrator has to do
     */
    public record Status(String kind, String message) {
        public static Status active(String message) {
            return new Status("active", message);
        }

        public static Status blocked(String message) {
            return new Status("blocked", message);
        }

        public static Status maintenance(String message) {
            return new Status("maintenance", message);
        }
    }

    /** Returns the application's configuration; an option without a value and without a default is absent. */
    public JsonNode config() {
        return Documents.jsonObject(run("config-get", AS_JSON));
    }

    @Override
    public boolean isLeader() {
        return Documents.json(run("is-leader", AS_JSON)).asBoolean();
    }

    public void setStatus(Status status) {
        run("status-set", status.kind(), Printable.name(status.message()));
    }

    /** Sets the version of the workload, which {@code juju status} shows in its Version column. */
    public void setApplicationVersion(String version) {
        run("application-version-set", version);
    }

    public void log(Level level, String message) {
        run("juju-log", "--log-level", level.name(), "--", Printable.lines(message));
    }

    @Override
    public List<String> relationIds(String endpoint) {
        return strings(run("relation-ids", AS_JSON, endpoint));
    }

    @Override
    public List<String> remoteUnits(String relationId) {
        return strings(run("relation-list", AS_JSON, "-r", relationId));
    }

    @Override
    public Map<String, String> unitData(String relationId, String unit) {
        JsonNode settings = Documents.jsonObject(run("relation-get", AS_JSON, "-r", relationId, "-", unit));
        Map<String, String> data = new LinkedHashMap<>();
        settings.fieldNames()
                .forEachRemaining(key -> data.put(key, settings.path(key).asText()));
        return data;
    }

    @Override
    public void setUnitData(String relationId, Map<String, String> data) {
        set(data, "relation-set", "-r", relationId, "--file", "-");
    }

    @Override
    public void setApplicationData(String relationId, Map<String, String> data) {
        set(data, "relation-set", "-r", relationId, "--app", "--file", "-");
    }

    /** Writes through standard input, because alert rules and dashboards are longer than an argument may be. JSON is YAML. */
    private static void set(Map<String, String> data, String... argv) {
        Subprocess.of(argv).reading(Json.text(data)).run();
    }

    @Override
    public Optional<String> bindAddress(String endpoint, String relationId) {
        JsonNode address = Documents.json(run("network-get", endpoint, "-r", relationId, "--bind-address", AS_JSON));
        return Optional.ofNullable(address.textValue()).filter(text -> !text.isBlank());
    }

    /** Returns the ports that this unit has opened, as {@code NUMBER/tcp}. */
    public List<String> openedPorts() {
        return strings(run("opened-ports", AS_JSON));
    }

    /** Opens a port, as {@code NUMBER/tcp}; takes effect when the hook has succeeded. */
    public void openPort(String port) {
        run("open-port", port);
    }

    public void closePort(String port) {
        run("close-port", port);
    }

    @Override
    public JsonNode parameters() {
        return Documents.jsonObject(run("action-get", AS_JSON));
    }

    @Override
    public void progress(String message) {
        run("action-log", "--", Printable.lines(message));
    }

    @Override
    public void addResults(Map<String, String> results) {
        List<String> argv = new ArrayList<>(List.of("action-set"));
        results.forEach((key, value) -> argv.add(key + "=" + Printable.lines(value)));
        Subprocess.of(argv).run();
    }

    @Override
    public void fail(String message) {
        run("action-fail", "--", Printable.lines(message));
    }

    private static String run(String... argv) {
        return Subprocess.of(argv).run();
    }

    private static List<String> strings(String json) {
        List<String> strings = new ArrayList<>();
        Documents.json(json).forEach(value -> strings.add(value.asText()));
        return strings;
    }
}
