// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of a hook tool. As with Juju's own parser, flags may stand anywhere before {@code --}. */
record ToolCall(String tool, Map<String, String> flags, List<String> rest, String input) {
    /** Flags that take a value, by tool: one dash before a short name, two before a long one. */
    private static final Map<String, Set<String>> WITH_VALUE = Map.ofEntries(
            Map.entry("config-get", Set.of("--format", "-o", "--output")),
            Map.entry("is-leader", Set.of("--format", "-o", "--output")),
            Map.entry("status-set", Set.of()),
            Map.entry("application-version-set", Set.of()),
            Map.entry("juju-log", Set.of("-l", "--log-level", "--format")),
            Map.entry("relation-ids", Set.of("--format", "-o", "--output")),
            Map.entry("relation-list", Set.of("--format", "-o", "--output", "-r", "--relation")),
            Map.entry("relation-get", Set.of("--format", "-o", "--output", "-r", "--relation")),
            Map.entry("relation-set", Set.of("--file", "--format", "-r", "--relation")),
            Map.entry("network-get", Set.of("--format", "-o", "--output", "-r", "--relation")),
            Map.entry("opened-ports", Set.of("--format", "-o", "--output")),
            Map.entry("open-port", Set.of("--format", "--endpoints")),
            Map.entry("close-port", Set.of("--format", "--endpoints")),
            Map.entry("action-get", Set.of("--format", "-o", "--output")),
            Map.entry("action-set", Set.of()),
            Map.entry("action-log", Set.of()),
            Map.entry("action-fail", Set.of()));

    private static final Map<String, Set<String>> WITHOUT_VALUE = Map.of(
            "config-get", Set.of("-a", "--all"),
            "status-set", Set.of("--application"),
            "juju-log", Set.of("--debug"),
            "relation-list", Set.of("--app"),
            "relation-get", Set.of("--app"),
            "relation-set", Set.of("--app"),
            "network-get", Set.of("--bind-address", "--ingress-address", "--egress-subnets", "--primary-address"),
            "opened-ports", Set.of("--endpoints"));

    static Set<String> tools() {
        return WITH_VALUE.keySet();
    }

    static ToolCall parse(String tool, List<String> arguments, String input) {
        Map<String, String> flags = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.remove(0);
            if (argument.equals("--")) {
                rest.addAll(left);
                left.clear();
            } else if (argument.startsWith("-") && argument.length() > 1) {
                flag(tool, argument, left, flags);
            } else {
                rest.add(argument);
            }
        }
        return new ToolCall(tool, flags, rest, input);
    }

    private static void flag(String tool, String argument, List<String> left, Map<String, String> flags) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (WITHOUT_VALUE.getOrDefault(tool, Set.of()).contains(name)) {
            flags.put(name, "true");
        } else if (!WITH_VALUE.get(tool).contains(name)) {
            throw new Refusal("flag provided but not defined: " + name);
        } else if (equals >= 0) {
            flags.put(name, argument.substring(equals + 1));
        } else if (left.isEmpty()) {
            throw new Refusal("option needs a value: " + name);
        } else {
            flags.put(name, left.remove(0));
        }
    }

    boolean has(String flag) {
        return flags.containsKey(flag);
    }

    /** Returns the value of {@code -r}, or the relation of the hook. */
    String relation(String ofHook) {
        String id = flags.getOrDefault("-r", flags.getOrDefault("--relation", ofHook));
        if (id.isEmpty()) {
            throw new Refusal("no relation id specified");
        }
        return id;
    }

    String only() {
        if (rest.size() != 1) {
            throw new Refusal("expected one argument, not " + rest);
        }
        return rest.get(0);
    }

    void none() {
        if (!rest.isEmpty()) {
            throw new Refusal("unrecognized args: " + rest);
        }
    }

    /** Refuses all formats but JSON: a charm that does not ask for JSON parses text that is meant for people. */
    void wantsJson() {
        if (!"json".equals(flags.get("--format"))) {
            throw new Refusal("the charm should ask for --format=json");
        }
    }
}
