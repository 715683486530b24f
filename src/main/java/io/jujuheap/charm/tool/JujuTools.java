// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hook tools that Juju puts on PATH, run as programs. They work only inside the hook or action that the environment
 * names.
 */
public final class JujuTools implements HookTools, ActionTools {
    /** Linux takes no longer string as one argument of a program. */
    static final int MAX_ARGUMENT_BYTES = 128 * 1024 - 1;

    private static final String AS_JSON = "--format=json";

    @Override
    public JsonObject config() {
        return Json.object(run("config-get", AS_JSON));
    }

    @Override
    public boolean isLeader() {
        return Boolean.TRUE.equals(Json.read(run("is-leader", AS_JSON)));
    }

    @Override
    public void setStatus(Status status) {
        run("status-set", status.kind().word(), status.message());
    }

    @Override
    public void setApplicationVersion(String version) {
        run("application-version-set", version);
    }

    @Override
    public void log(Level level, String message) {
        run("juju-log", "--log-level", level.name(), "--", message);
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
    public void setUnitData(String relationId, Map<String, String> data) {
        set(data, "relation-set", "-r", relationId, "--file", "-");
    }

    @Override
    public void setApplicationData(String relationId, Map<String, String> data) {
        set(data, "relation-set", "-r", relationId, "--app", "--file", "-");
    }

    /** Through standard input: alert rules and dashboards are longer than an argument may be. JSON is YAML. */
    private static void set(Map<String, String> data, String... argv) {
        Subprocess.of(argv).reading(Json.write(data)).run();
    }

    @Override
    public Optional<String> bindAddress(String endpoint, String relationId) {
        Object address = Json.read(run("network-get", endpoint, "-r", relationId, "--bind-address", AS_JSON));
        return address instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    @Override
    public List<String> openedPorts() {
        return strings(run("opened-ports", AS_JSON));
    }

    @Override
    public void openPort(String port) {
        run("open-port", port);
    }

    @Override
    public void closePort(String port) {
        run("close-port", port);
    }

    @Override
    public JsonObject parameters() {
        return Json.object(run("action-get", AS_JSON));
    }

    @Override
    public void progress(String message) {
        run("action-log", "--", message);
    }

    @Override
    public void addResults(Map<String, String> results) {
        List<String> argv = new ArrayList<>(List.of("action-set"));
        results.forEach((key, value) -> argv.add(key + "=" + value));
        run(argv.toArray(String[]::new));
    }

    @Override
    public void fail(String message) {
        run("action-fail", "--", message);
    }

    private static String run(String... argv) {
        return Subprocess.of(argv).run();
    }

    private static List<String> strings(String json) {
        return Json.read(json) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
