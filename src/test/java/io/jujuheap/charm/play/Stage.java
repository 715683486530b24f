// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** One machine under Juju with a leaking Go agent on it, and the steps in the life of a unit. */
public final class Stage implements AutoCloseable {
    private static final int PATIENCE = 20;
    private static final int PAUSE_MILLIS = 500;

    public final Juju juju;
    public final Machine machine;
    private final Path root;
    private final List<String> agentOptions;
    private GoAgent agent;

    /** Sets the stage in an empty folder that stands for the machine's root. */
    public Stage(Path root) throws IOException, InterruptedException {
        this(root, "-workload", "leak,churn");
    }

    /** Sets the stage with an agent of other options. */
    public Stage(Path root, String... agentOptions) throws IOException, InterruptedException {
        this.root = root;
        this.agentOptions = List.of(agentOptions);
        juju = new Juju(Path.of(""));
        machine = new Machine(juju, root);
        agent = startAgent();
        juju.configure("listen-address", "127.0.0.1:" + Ports.free());
        juju.configure("interval", "1s");
    }

    /** Plays {@code juju deploy} and {@code juju integrate} with the principal charm. */
    public PlayedUnit deploy(String name) throws IOException, InterruptedException {
        return deploy(name, BuiltCharm.path());
    }

    /** Plays the same with another charm; the first unit is the leader. */
    public PlayedUnit deploy(String name, Path charm) throws IOException, InterruptedException {
        PlayedUnit unit = machine.add(name, charm);
        unit.hook("install");
        if (juju.elect(name)) {
            unit.hook("leader-elected");
        }
        unit.hook("config-changed");
        unit.hook("start");
        return unit;
    }

    /** Plays {@code juju config}. */
    public void configure(PlayedUnit unit, String option, Object value) throws IOException, InterruptedException {
        juju.configure(option, value);
        unit.hook("config-changed");
    }

    /** Plays {@code juju integrate}. */
    public Relation integrate(PlayedUnit unit, String endpoint, String remote)
            throws IOException, InterruptedException {
        Relation relation = juju.integrate(endpoint, remote);
        unit.hook("created", relation);
        unit.hook("changed", relation);
        return relation;
    }

    /** Plays {@code juju remove-relation}. */
    public void separate(PlayedUnit unit, Relation relation) throws IOException, InterruptedException {
        juju.say("$ juju remove-relation juju-heap:" + relation.endpoint() + " "
                + relation.remoteUnits.get(0).replaceAll("/.*", ""));
        unit.hook("broken", relation);
        juju.remove(relation);
    }

    /** Plays {@code juju remove-unit}, or the removal of its principal. */
    public void remove(PlayedUnit unit) throws IOException, InterruptedException {
        juju.say("$ juju remove-relation juju-heap ubuntu  # " + unit.name() + " goes");
        unit.hook("stop");
        unit.hook("remove");
        machine.forget(unit);
    }

    /** Kills the agent. */
    public void killAgent() throws InterruptedException {
        juju.say("# the agent is killed");
        agent.kill();
    }

    /** Starts the agent that was killed. */
    public void restartAgent() throws IOException, InterruptedException {
        agent.close();
        juju.say("# the agent starts again");
        agent = startAgent();
    }

    private GoAgent startAgent() throws IOException, InterruptedException {
        Path socket = machine.agents().resolve("machine-0/introspection.socket");
        return GoAgent.on(new AgentAddress.SocketFile(socket), agentOptions.toArray(String[]::new));
    }

    /** Runs an action until it gives a result. */
    public static Hook await(PlayedUnit unit, String action, Map<String, Object> parameters, String result)
            throws IOException, InterruptedException {
        return await(unit, action, parameters, result, "");
    }

    /** Runs an action until a result contains the words: an agent that has just started has no profile for a moment. */
    private static Hook await(
            PlayedUnit unit, String action, Map<String, Object> parameters, String result, String words)
            throws IOException, InterruptedException {
        Hook hook = unit.action(action, parameters);
        for (int patience = PATIENCE; patience > 0 && !hook.says(result, words); patience--) {
            Thread.sleep(PAUSE_MILLIS);
            hook = unit.action(action, parameters);
        }
        String told = action + " " + parameters + ": " + hook.results() + hook.failure();
        assertThat(hook.says(result, words)).as(told).isTrue();
        return hook;
    }

    /** Runs an action until it fails: requests within one second share the agent's last answer. */
    public static String awaitFailure(PlayedUnit unit, String action) throws IOException, InterruptedException {
        Hook hook = unit.action(action, Map.of());
        for (int patience = PATIENCE; patience > 0 && hook.failure().isEmpty(); patience--) {
            Thread.sleep(PAUSE_MILLIS);
            hook = unit.action(action, Map.of());
        }
        return hook.failure().orElseThrow(() -> new AssertionError(action + " does not fail"));
    }

    /** Takes a profile, which must show the leak and be in the file that the result names. */
    public static Hook assertProfile(PlayedUnit unit, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        Hook profile = await(unit, "heap-profile", parameters, "top", "main.(*registry).retain");
        Map<String, String> results = profile.results();
        assertThat(results).containsEntry("agent", "machine-0");
        assertThat(Long.parseLong(results.getOrDefault("in-use-bytes", ""))).isPositive();
        Path file = Path.of(results.getOrDefault("file", ""));
        assertThat(file).isRegularFile().hasSize(Long.parseLong(results.getOrDefault("size", "")));
        assertThat(results.get("fetch")).startsWith("juju ssh --pty=false " + unit.name() + " -- sudo cat " + file);
        return profile;
    }

    /** Appends all that a person would have seen to a file, with paths as on a machine of its own. */
    public void writeDown(String title, Path log) throws IOException {
        List<String> lines = juju.transcript().stream()
                .map(line -> line.replace(root.toString(), ""))
                .toList();
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.writeString(
                log,
                "## " + title + "\n\n" + String.join("\n", lines) + "\n\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        machine.close();
        agent.close();
    }
}
