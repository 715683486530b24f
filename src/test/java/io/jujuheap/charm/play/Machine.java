// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine under Juju, in a folder: Juju's directories, the units' charms, the hook tools on PATH and a systemctl.
 * Closing it stops all that runs on it.
 */
public final class Machine implements AutoCloseable {
    private static final int HOOK_LIMIT_SECONDS = 120;

    final Juju juju;
    private final Path root;
    private final Path play;
    private final ToolServer server;
    private final List<PlayedUnit> units = new ArrayList<>();
    private final Map<String, Hook> running = new LinkedHashMap<>();
    private Optional<Process> network = Optional.empty();
    private int nextContext;

    /**
     * Makes a machine in an empty folder.
     *
     * @param root its path must be short: it holds UNIX sockets
     */
    public Machine(Juju juju, Path root) throws IOException, InterruptedException {
        this.juju = juju;
        this.root = root;
        this.play = Files.createDirectories(root.resolve("play"));
        Files.createDirectories(agents());
        Files.createDirectories(root.resolve("etc/systemd/system"));
        Path tools = Files.createDirectories(play.resolve("tools"));
        for (String tool : ToolCall.tools()) {
            executable("hook-tool", tools.resolve(tool));
        }
        executable("systemctl", tools.resolve("systemctl"));
        executable("apt-get", tools.resolve("apt-get"));
        executable("java", tools.resolve("java"));
        Path login = Files.createDirectories(play.resolve("login"));
        for (String program : List.of("juju", "sudo", "journalctl")) {
            executable(program, login.resolve(program));
        }
        server = new ToolServer(play, this::answer);
    }

    private void executable(String resource, Path file) throws IOException {
        try (InputStream script = Machine.class.getResourceAsStream("/charm/" + resource)) {
            String text = new String(script.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Files.writeString(file, text.replace("@play@", play.toString()).replace("@root@", root.toString()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    public Path root() {
        return root;
    }

    /** Returns Juju's directory of agents, which holds their sockets. */
    public Path agents() {
        return root.resolve("var/lib/juju/agents");
    }

    List<PlayedUnit> units() {
        return units;
    }

    /** Adds a unit of an ordinary principal and unpacks its charm; no hook has run yet. */
    public PlayedUnit add(String name, Path charm) throws IOException {
        return add(name, charm, "ubuntu/0", false);
    }

    /** Adds a unit whose principal is a subordinate or not, and unpacks its charm; no hook has run yet. */
    public PlayedUnit add(String name, Path charm, String principal, boolean subordinate) throws IOException {
        PlayedUnit unit = new PlayedUnit(this, name, principal);
        Path principals = Files.createDirectories(agents().resolve("unit-" + principal.replace('/', '-') + "/charm"));
        Files.writeString(principals.resolve("metadata.yaml"), "name: any\nsubordinate: " + subordinate + "\n");
        unpack(charm, unit.charmDir());
        units.add(unit);
        juju.join(name);
        juju.say("# " + charm.getFileName() + " unpacked for " + name);
        return unit;
    }

    /** Replaces a unit's charm, as Juju does before upgrade-charm. */
    public void upgrade(PlayedUnit unit, Path charm) throws IOException {
        juju.say("$ juju refresh juju-heap --path ./" + charm.getFileName());
        delete(unit.charmDir());
        unpack(charm, unit.charmDir());
    }

    /** Removes a unit, as the machine agent does once its last hook has run. */
    public void forget(PlayedUnit unit) throws IOException {
        units.remove(unit);
        juju.leave(unit.name());
        delete(agents().resolve(unit.tag()));
    }

    /** Breaks the charm's runtime, as a libc does that is older than the runtime needs. */
    public void breakRuntime(PlayedUnit unit) throws IOException {
        Files.writeString(unit.charmDir().resolve("runtime/bin/java"), "#!/bin/sh\nexit 127\n");
    }

    /**
     * Cuts the network: hooks and all that they start then have a network of their own, with nothing but a loopback.
     */
    public void cutNetwork() throws IOException, InterruptedException {
        juju.say("# the network is off");
        Path ready = play.resolve("network");
        List<String> unshare = new ArrayList<>(List.of("unshare", "--net"));
        if (!isRoot()) {
            unshare.add("--map-root-user");
        }
        unshare.addAll(List.of("sh", "-c", "ip link set lo up && touch \"$0\" && exec sleep 600", ready.toString()));
        Process holder = new ProcessBuilder(unshare).inheritIO().start();
        network = Optional.of(holder);
        while (!Files.exists(ready)) {
            if (!holder.isAlive()) {
                throw new AssertionError("no network namespace can be made here: run the tests as root, or allow"
                        + " users their namespaces (sysctl kernel.unprivileged_userns_clone=1).");
            }
            Thread.sleep(10);
        }
    }

    /** Returns the command through which a program is started to be on this machine's network. */
    private List<String> onThisNetwork() {
        if (network.isEmpty()) {
            return List.of();
        }
        List<String> nsenter = new ArrayList<>(List.of(
                "nsenter", "--net", "--target", Long.toString(network.get().pid())));
        if (!isRoot()) {
            nsenter.addAll(List.of("--user", "--preserve-credentials"));
        }
        return nsenter;
    }

    private static boolean isRoot() {
        return Subprocess.of("id", "-u").run().strip().equals("0");
    }

    /**
     * Runs a command as an operator types it, with {@code juju ssh} to this machine. Juju's directory and the charm's are
     * where they are on a machine of its own.
     */
    public Programs.Result type(String command) {
        juju.say("$ " + command);
        String places = "mount -t tmpfs none /var/lib && cd /var/lib && mkdir juju juju-heap"
                + " && mount --bind \"$0/var/lib/juju\" juju && mount --bind \"$0/var/lib/juju-heap\" juju-heap";
        List<String> words = new ArrayList<>(List.of("unshare", "--mount"));
        if (!isRoot()) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("sh", "-c", places + " && cd / && exec env -i PATH=\"$1\" sh -c \"$2\"", root.toString()));
        words.addAll(List.of(play.resolve("login") + ":/usr/bin:/bin", command));
        Programs.Result result = Subprocess.of(words).tryRun();
        (result.output() + result.error()).lines().forEach(juju::say);
        return result;
    }

    /** Lets apt-get find a Java to install. */
    public void offerJava(Path home) throws IOException {
        Files.createSymbolicLink(play.resolve("java"), home);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Unpacks a charm with the file modes of the zip, as Juju does. */
    private static void unpack(Path charm, Path folder) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(charm, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(entry.toString().substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
            }
        }
    }

    /** Returns all that the service wrote. */
    public String journal() throws IOException {
        Path journal = play.resolve("systemd/journal");
        return Files.exists(journal) ? Files.readString(journal) : "";
    }

    /** Returns the service's process, while it runs. */
    public Optional<ProcessHandle> service() throws IOException {
        Path pid = play.resolve("systemd/pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(Machine::runs)
                : Optional.empty();
    }

    /** Returns the command lines of the processes that name this machine, without the service and this test. */
    public List<String> strays() throws IOException {
        long service = service().map(ProcessHandle::pid).orElse(0L);
        List<String> strays = new ArrayList<>();
        for (ProcessHandle process :
                ProcessHandle.allProcesses().filter(Machine::runs).toList()) {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            String line = Files.exists(file) ? Files.readString(file).replace('\0', ' ') : "";
            boolean agent = line.contains("-until-stdin-closes");
            if (line.contains(root.toString()) && process.pid() != service && !agent) {
                strays.add(line);
            }
        }
        return strays;
    }

    /** Tells whether a process runs; one that has ended and waits for its parent does not. */
    public static boolean runs(ProcessHandle process) {
        try {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            return process.isAlive() && !Files.readString(status).contains("\nState:\tZ");
        } catch (IOException gone) {
            return false;
        }
    }

    Hook run(Hook hook) throws IOException, InterruptedException {
        return run(hook, Duration.ofSeconds(HOOK_LIMIT_SECONDS), false);
    }

    /** Runs a hook, and kills its process when the time is up. */
    void runAndKill(Hook hook, Duration time) throws IOException, InterruptedException {
        run(hook, time, true);
    }

    private Hook run(Hook hook, Duration limit, boolean mayBeKilled) throws IOException, InterruptedException {
        PlayedUnit unit = hook.unit().isEmpty() ? null : find(hook.unit());
        String context = hook.unit() + "-" + hook.name() + "-" + nextContext++;
        List<String> command = new ArrayList<>(onThisNetwork());
        command.add(unit.charmDir().resolve("dispatch").toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(unit.charmDir().toFile())
                .redirectErrorStream(true)
                .redirectOutput(play.resolve("output").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(unit, hook, context));
        synchronized (running) {
            running.put(context, hook);
        }
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && !mayBeKilled) {
                throw new AssertionError(hook.name() + " took longer than " + limit.toSeconds() + " s");
            }
        } finally {
            process.destroyForcibly().waitFor();
            synchronized (running) {
                running.remove(context);
            }
        }
        hook.millis = (System.nanoTime() - start) / 1_000_000;
        hook.exitCode = process.exitValue();
        hook.commit();
        String output = Files.readString(play.resolve("output"));
        if (!output.isEmpty()) {
            hook.log().add("OUTPUT " + output.strip());
        }
        return hook;
    }

    private PlayedUnit find(String name) {
        return units.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the variables that Juju sets, and no others: no HOME, no JAVA_HOME, no USER. */
    private Map<String, String> environment(PlayedUnit unit, Hook hook, String context) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CHARM_DIR", unit.charmDir().toString());
        environment.put("JUJU_CHARM_DIR", unit.charmDir().toString());
        environment.put("JUJU_CONTEXT_ID", context);
        environment.put("JUJU_HOOK_NAME", hook.isAction() ? "" : hook.name());
        environment.put("JUJU_DISPATCH_PATH", (hook.isAction() ? "actions/" : "hooks/") + hook.name());
        environment.put(
                "JUJU_AGENT_SOCKET_ADDRESS",
                agents().resolve(unit.tag()).resolve("agent.socket").toString());
        environment.put("JUJU_AGENT_SOCKET_NETWORK", "unix");
        environment.put("JUJU_UNIT_NAME", unit.name());
        environment.put("JUJU_MODEL_NAME", Juju.MODEL);
        environment.put("JUJU_MODEL_UUID", Juju.MODEL_UUID);
        environment.put("JUJU_API_ADDRESSES", "10.0.0.2:17070");
        environment.put("JUJU_MACHINE_ID", "0");
        environment.put("JUJU_PRINCIPAL_UNIT", unit.principal());
        environment.put("JUJU_AVAILABILITY_ZONE", "");
        environment.put("JUJU_VERSION", "3.6.28");
        environment.put("CLOUD_API_VERSION", "");
        environment.put("JUJU_CHARM_HTTP_PROXY", "");
        environment.put("JUJU_CHARM_HTTPS_PROXY", "");
        environment.put("JUJU_CHARM_NO_PROXY", "");
        environment.put("DEBIAN_FRONTEND", "noninteractive");
        environment.put("APT_LISTCHANGES_FRONTEND", "none");
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "tmux-256color");
        environment.put("PATH", play.resolve("tools") + ":/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("JUJU_HEAP_ROOT", root.toString());
        if (!hook.relation().isEmpty()) {
            environment.put("JUJU_RELATION", hook.relation().replaceAll(":.*", ""));
            environment.put("JUJU_RELATION_ID", hook.relation());
            environment.put("JUJU_REMOTE_UNIT", "");
            environment.put("JUJU_REMOTE_APP", "remote");
        }
        if (hook.isAction()) {
            environment.put("JUJU_ACTION_NAME", hook.name());
            environment.put("JUJU_ACTION_UUID", "7");
            environment.put("JUJU_ACTION_TAG", "action-7");
        }
        return environment;
    }

    private String answer(String context, ToolCall call) {
        Hook hook;
        synchronized (running) {
            hook = running.get(context);
        }
        if (hook == null) {
            throw new Refusal("wrong context ID; got \"" + context + "\"");
        }
        return juju.answer(hook, call);
    }

    @Override
    public void close() throws IOException {
        service().ifPresent(ProcessHandle::destroy);
        network.ifPresent(Process::destroy);
        server.close();
    }
}
