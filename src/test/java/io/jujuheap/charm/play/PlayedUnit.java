// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A unit of the charm on a machine. */
public final class PlayedUnit {
    final Machine machine;
    private final String name;
    private final String principal;
    final Set<String> ports = new TreeSet<>();
    String status = "waiting";
    String version = "";

    PlayedUnit(Machine machine, String name, String principal) {
        this.machine = machine;
        this.name = name;
        this.principal = principal;
    }

    String principal() {
        return principal;
    }

    public String name() {
        return name;
    }

    public String tag() {
        return "unit-" + name.replace('/', '-');
    }

    /** Returns the status as {@code juju status} shows it: the word, then the message. */
    public String status() {
        return status;
    }

    public String version() {
        return version;
    }

    public Set<String> ports() {
        return ports;
    }

    public Path charmDir() {
        return machine.agents().resolve(tag()).resolve("charm");
    }

    /** Runs a hook that must succeed. */
    public Hook hook(String hook) throws IOException, InterruptedException {
        return hook(hook, "");
    }

    /** Runs a hook about a relation. */
    public Hook hook(String hook, Relation relation) throws IOException, InterruptedException {
        return hook(relation.endpoint() + "-relation-" + hook, relation.id());
    }

    /** Runs a hook and kills it after a time, as when the machine agent is restarted. */
    public void killed(String hook, Duration after) throws IOException, InterruptedException {
        machine.runAndKill(new Hook(this, hook, "", Optional.empty()), after);
        machine.juju.say(name + " " + hook + " is killed after " + after.toMillis() + " ms");
    }

    private Hook hook(String hook, String relation) throws IOException, InterruptedException {
        Hook context = machine.run(new Hook(this, hook, relation, Optional.empty()));
        machine.juju.say(name + " " + hook + " → " + status + "  (" + context.millis() + " ms)");
        context.log().forEach(line -> machine.juju.say("    " + line));
        if (context.exitCode() != 0) {
            throw new AssertionError(hook + " ended with " + context.exitCode() + ": " + context.log());
        }
        return context;
    }

    /** Plays {@code juju run}: checks and completes the parameters as Juju does, then runs the action. */
    public Hook action(String action, Map<String, Object> given) throws IOException, InterruptedException {
        Map<String, Object> parameters = complete(action, given);
        Hook context = machine.run(new Hook(this, action, "", Optional.of(parameters)));
        say(action, given, context);
        if (context.exitCode() != 0) {
            throw new AssertionError(action + " ended with " + context.exitCode() + ": " + context.log());
        }
        return context;
    }

    private void say(String action, Map<String, Object> given, Hook context) {
        StringBuilder command = new StringBuilder("$ juju run " + name + " " + action);
        given.forEach(
                (key, value) -> command.append(' ').append(key).append('=').append(value));
        machine.juju.say(command + "  (" + context.millis() + " ms)");
        context.progress().forEach(line -> machine.juju.say("    " + line));
        context.failure().ifPresent(message -> machine.juju.say("ERROR " + message));
        context.printed().lines().forEach(machine.juju::say);
    }

    private Map<String, Object> complete(String action, Map<String, Object> given) {
        JsonObject schema = machine.juju.actions.object(action);
        if (!schema.flag("additionalProperties").equals(Optional.of(false))) {
            throw new AssertionError(action + " must state additionalProperties: false; Juju 3 defaults to true");
        }
        JsonObject properties = schema.object("params");
        Map<String, Object> complete = new LinkedHashMap<>();
        for (String key : properties.values().keySet()) {
            Object value =
                    given.getOrDefault(key, properties.object(key).values().get("default"));
            if (value != null) {
                check(key, value, properties.object(key));
                complete.put(key, value);
            }
        }
        given.keySet().stream().filter(key -> !complete.containsKey(key)).forEach(key -> {
            throw new IllegalArgumentException("(root) : additional property \"" + key + "\" is not allowed");
        });
        return complete;
    }

    private static void check(String key, Object value, JsonObject schema) {
        boolean right =
                switch (schema.text("type").orElse("")) {
                    case "string" -> value instanceof String text && matches(text, schema);
                    case "integer" -> value instanceof Integer number && inRange(number, schema);
                    case "boolean" -> value instanceof Boolean;
                    default -> false;
                };
        if (!right) {
            throw new IllegalArgumentException("(root)." + key + " : " + value + " does not match " + schema);
        }
    }

    private static boolean matches(String text, JsonObject schema) {
        return schema.text("pattern")
                        .map(p -> Pattern.compile(p).matcher(text).find())
                        .orElse(true)
                && (schema.texts("enum").isEmpty() || schema.texts("enum").contains(text))
                && text.length() <= schema.number("maxLength").orElse(Long.MAX_VALUE);
    }

    private static boolean inRange(int number, JsonObject schema) {
        return number >= schema.number("minimum").orElse(Long.MIN_VALUE)
                && number <= schema.number("maximum").orElse(Long.MAX_VALUE);
    }
}
