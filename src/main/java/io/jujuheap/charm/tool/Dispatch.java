// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the charm, as described in the environment by Juju.
 *
 * @param kind hook or action
 * @param name such as {@code config-changed} or {@code heap-profile}
 * @param brokenRelation the relation that is being removed, in a relation-broken hook
 * @param unit the unit that runs it
 * @param principal the unit that {@code unit} is subordinate to
 * @param charmDir the unpacked charm
 */
public record Dispatch(
        Kind kind,
        String name,
        Optional<String> brokenRelation,
        JujuUnit unit,
        Optional<String> principal,
        Path charmDir) {
    /** The two kinds of runs. */
    public enum Kind {
        HOOK,
        ACTION
    }

    private static final String HOOKS = "hooks/";
    private static final String ACTIONS = "actions/";
    private static final String BROKEN = "-relation-broken";

    /**
     * Reads the environment that Juju sets.
     *
     * @throws UsageException when Juju did not set the environment
     */
    public static Dispatch from(Map<String, String> environment) {
        String path = required(environment, "JUJU_DISPATCH_PATH");
        Path charmDir = Path.of(required(environment, "JUJU_CHARM_DIR"));
        JujuUnit unit = new JujuUnit(
                required(environment, "JUJU_UNIT_NAME"),
                required(environment, "JUJU_MODEL_NAME"),
                required(environment, "JUJU_MODEL_UUID"));
        Optional<String> principal = optional(environment, "JUJU_PRINCIPAL_UNIT");
        if (path.startsWith(ACTIONS)) {
            String name = path.substring(ACTIONS.length());
            return new Dispatch(Kind.ACTION, name, Optional.empty(), unit, principal, charmDir);
        }
        if (path.startsWith(HOOKS)) {
            String name = path.substring(HOOKS.length());
            return new Dispatch(Kind.HOOK, name, brokenRelation(name, environment), unit, principal, charmDir);
        }
        throw new UsageException("JUJU_DISPATCH_PATH is \"" + path + "\", neither a hook nor an action.");
    }

    private static Optional<String> brokenRelation(String hook, Map<String, String> environment) {
        return hook.endsWith(BROKEN) ? optional(environment, "JUJU_RELATION_ID") : Optional.empty();
    }

    private static Optional<String> optional(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new UsageException(name + " is not set: only Juju runs this command, through the charm's dispatch.");
        }
        return value;
    }
}
