// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static io.jujuheap.charm.play.Stage.assertProfile;
import static io.jujuheap.charm.play.Stage.await;
import static io.jujuheap.charm.play.Stage.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.Consumers;
import io.jujuheap.charm.play.Hook;
import io.jujuheap.charm.play.Machine;
import io.jujuheap.charm.play.PlayedUnit;
import io.jujuheap.charm.play.Relation;
import io.jujuheap.charm.play.Stage;
import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.Programs;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.JsonObject;
import io.jujuheap.testkit.Ports;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whole lives of the real charm, unpacked and dispatched as Juju does it, with a real service and a real Go agent.
 * Afterwards target/charm-life.log holds what a person would have seen. Hooks wait more than they work, so two lives run at
 * a time.
 */
class CharmLifeIT {
    /** A test that may run beside one of the same class. The class itself runs beside no other. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface LifeTest {}

    private static final Path LOG = Path.of("target/charm-life.log");

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeAll
    static void a_new_log() throws IOException {
        Files.deleteIfExists(LOG);
    }

    @BeforeEach
    void a_machine_with_an_agent() throws Exception {
        stage = new Stage(folder);
    }

    @AfterEach
    void the_life_is_written_down(TestInfo test) throws Exception {
        stage.close();
        stage.writeDown(test.getDisplayName().replace("()", "").replace('_', ' '), LOG);
    }

    @LifeTest
    void a_unit_lives_from_deploy_to_remove() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(unit.version()).startsWith("0.1.0-");
        stage.configure(unit, "log-level", "warning");
        assertThat(unit.status()).isEqualTo("active");

        Relation cos = stage.integrate(unit, "cos-agent", "grafana-agent/0");
        Consumers.cosAgent(cos.unitData(unit.name()));
        Relation dashboard = stage.integrate(unit, "grafana-dashboard", "grafana/0");
        Consumers.grafana(dashboard.applicationData());
        Relation metrics = stage.integrate(unit, "metrics-endpoint", "prometheus/0");
        assertThat(unit.status()).startsWith("blocked metrics-endpoint needs a listen-address that others can reach");
        stage.separate(unit, metrics);
        unit.hook("update-status");
        assertThat(unit.status()).isEqualTo("active");

        useEveryAction(unit);
        stage.killAgent();
        assertThat(awaitFailure(unit, "heap-profile")).endsWith("start the agent.");
        unit.hook("update-status");
        assertThat(unit.status()).isEqualTo("active");
        stage.restartAgent();
        assertProfile(unit, Map.of());
        assertThat(unit.action("heap-diff", Map.of("base", "1h", "target", "now"))
                        .results()
                        .get("note"))
                .startsWith("The agent restarted in between");

        upgrade(unit);
        assertNoSecretTold(cos, dashboard);

        PlayedUnit second = stage.deploy("juju-heap/1", folder.resolve("next.charm"));
        assertThat(second.status()).isEqualTo("active Shares the service of juju-heap/0");
        assertProfile(second, Map.of("top", 3));
        stage.separate(unit, cos);
        stage.remove(unit);
        assertThat(stage.machine.service()).isPresent();
        second.hook("update-status");
        assertThat(second.status()).isEqualTo("active");
        stage.remove(second);
        assertNothingIsLeft();
    }

    private static void useEveryAction(PlayedUnit unit) throws Exception {
        assertAsDocumented(assertProfile(unit, Map.of("top", 5)));
        assertProfile(unit, Map.of("agent", "machine-0", "format", "text", "gc", true));
        assertThat(unit.action("heap-profile", Map.of("agent", "machine-9")).failure())
                .hasValueSatisfying(message -> assertThat(message).contains("no such agent"));
        assertAsDocumented(await(unit, "heap-diff", Map.of("base", "3s", "target", "now", "top", 5), "growth-bytes"));
        assertAsDocumented(await(unit, "memory", Map.of(), "memory"));
        assertThat(JsonObject.ofJson(unit.action("memory", Map.of("format", "json"))
                                .results()
                                .getOrDefault("memory", ""))
                        .objects("parts"))
                .anySatisfy(part -> assertThat(part.text("part")).contains("live_heap"));
        assertAsDocumented(await(unit, "list-snapshots", Map.of("limit", 5), "snapshots"));
        assertAsDocumented(await(unit, "heap-leaks", Map.of("window", "1h"), "sites"));
    }

    /** The page about the charm shows all results as Juju prints them, except the note, which not every run has. */
    private static void assertAsDocumented(Hook action) throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/charm.md"));
        String block = page.substring(page.indexOf("$ juju run juju-heap/0 " + action.name()));
        List<String> keys = block.substring(0, block.indexOf("```"))
                .lines()
                .skip(1)
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(action.results().keySet().stream()
                        .filter(key -> !key.equals("note"))
                        .sorted())
                .as(action.name())
                .containsExactlyElementsOf(keys);
    }

    private void upgrade(PlayedUnit unit) throws Exception {
        ProcessHandle before = stage.machine.service().orElseThrow();
        stage.machine.upgrade(unit, BuiltCharm.next(folder));
        assertThat(Machine.runs(before)).isTrue();
        unit.hook("upgrade-charm");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(unit.version()).endsWith("-next");
        assertThat(Machine.runs(before)).isFalse();
        assertThat(folder.resolve("opt/juju-heap").toFile().list()).containsExactly(unit.version());
        assertProfile(unit, Map.of("top", 3));
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(stage.machine.service()).isEmpty();
        for (String place : List.of(
                "etc/juju-heap",
                "opt/juju-heap",
                "usr/local/bin/juju-heap",
                "var/lib/juju-heap",
                "etc/systemd/system/juju-heap.service")) {
            assertThat(folder.resolve(place)).doesNotExist();
        }
    }

    private void assertNoSecretTold(Relation... relations) throws IOException {
        Path file = folder.resolve("etc/juju-heap/authorization");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        String header = Files.readString(file);
        String secret = header.substring(header.lastIndexOf(' ')).strip();
        assertThat(secret).hasSize(64);
        Path bare = folder.resolve("etc/juju-heap/token");
        assertThat(bare).hasContent(secret);
        assertThat(Files.getPosixFilePermissions(bare)).hasSize(2);
        assertThat(String.join("\n", stage.juju.transcript())).doesNotContain(secret);
        assertThat(stage.machine.journal()).doesNotContain(secret);
        assertThat(Files.readString(folder.resolve("etc/systemd/system/juju-heap.service")))
                .doesNotContain(secret);
        for (Relation relation : relations) {
            assertThat(relation.toString()).doesNotContain(secret);
        }
    }

    @LifeTest
    void units_of_one_machine_share_one_service() throws Exception {
        PlayedUnit zero = stage.deploy("juju-heap/0");
        ProcessHandle service = stage.machine.service().orElseThrow();
        PlayedUnit one = stage.deploy("juju-heap/1");
        Relation cos = stage.integrate(one, "cos-agent", "grafana-agent/1");
        assertThat(cos.unitData(one.name()))
                .as("the only related unit publishes")
                .containsKey("config");
        zero.hook("changed", cos);
        one.hook("update-status");
        assertThat(cos.unitData(zero.name())).containsKey("config");
        assertThat(cos.unitData(one.name())).as("metrics are not scraped twice").isEmpty();
        stage.juju.configure("keep-snapshots", true);
        stage.remove(zero);
        assertThat(Machine.runs(service)).isTrue();
        one.hook("update-status");
        assertThat(one.status()).isEqualTo("active");
        assertThat(Machine.runs(service)).isTrue();
        stage.remove(one);
        assertThat(Machine.runs(service)).isFalse();
        assertThat(folder.resolve("etc/juju-heap")).doesNotExist();
        assertThat(folder.resolve("var/lib/juju-heap/agents/machine-0")).isNotEmptyDirectory();
    }

    /** The commands that alerts name, with the labels filled in, as an operator would type them. */
    @LifeTest
    void the_next_step_of_each_alert_works_as_written() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        assertProfile(unit, Map.of());
        for (String step : nextSteps()) {
            Matcher juju = Pattern.compile("juju (run|config) (\\S+) (\\S+)").matcher(step);
            if (juju.matches() && juju.group(1).equals("run")) {
                await(unit, juju.group(3), Map.of(), "explanation");
            } else if (juju.matches()) {
                stage.configure(unit, juju.group(3).split("=")[0], juju.group(3).split("=")[1]);
                assertThat(unit.status()).isEqualTo("active");
            } else {
                Programs.Result result = stage.machine.type(step);
                assertThat(result.exitCode()).as(step + ": " + result.error()).isZero();
                assertThat(result.output()).containsPattern("machine-0|main\\.|restarting|juju-heap|Resident memory");
            }
        }
        stage.remove(unit);
        assertNothingIsLeft();
    }

    private static List<String> nextSteps() throws IOException {
        List<String> steps = new ArrayList<>();
        Path rules = Path.of("charm/prometheus_alert_rules/juju-heap.yaml");
        for (JsonObject group : JsonObject.ofYaml(Files.readString(rules)).objects("groups")) {
            for (JsonObject rule : group.objects("rules")) {
                String text = rule.object("annotations").text("description").orElseThrow();
                assertThat(text).contains(" Next: ");
                steps.add(text.substring(text.indexOf(" Next: ") + 7)
                        .strip()
                        .replaceAll("\\{\\{ or \\S+ \"([^\"]+)\" }}", "$1")
                        .replace("{{ $labels.agent }}", "machine-0"));
            }
        }
        assertThat(steps).hasSizeGreaterThan(5);
        return steps;
    }

    @LifeTest
    void a_command_that_is_already_there_stays() throws Exception {
        Path command = Files.createDirectories(folder.resolve("usr/local/bin")).resolve("juju-heap");
        Files.writeString(command, "#!/bin/sh\n");
        PlayedUnit unit = stage.deploy("juju-heap/0");
        assertThat(command).hasContent("#!/bin/sh");
        stage.remove(unit);
        assertThat(command).hasContent("#!/bin/sh");
    }

    /** As printed, and not as stored: Juju folds long lines. */
    @LifeTest
    void the_command_that_fetches_a_profile_survives_copying() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        Hook profile = assertProfile(unit, Map.of());
        Matcher fetch = Pattern.compile("(?m)^fetch:(?: \\|-)?((?:\\n? +.*)+)").matcher(profile.printed());
        assertThat(fetch.find()).as(profile.printed()).isTrue();
        Path here = folder.resolve("heap.pb.gz");
        String copied = fetch.group(1).strip().replace("heap.pb.gz", here.toString());
        assertThat(stage.machine.type(copied).exitCode()).isZero();
        assertThat(here).hasSameBinaryContentAs(Path.of(profile.results().get("file")));
    }

    @LifeTest
    void a_relation_that_was_removed_by_force_does_not_wedge_the_unit() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        stage.integrate(unit, "cos-agent", "grafana-agent/0").removeByForce();
        stage.configure(unit, "log-level", "warning");
        assertThat(unit.status()).isEqualTo("active");
    }

    /** A few times here; -Dcharm.kills says how often. Each time the next hook must bring all to where it should be. */
    @LifeTest
    void after_a_kill_at_any_moment_the_next_hook_converges() throws Exception {
        Random random = new Random(25);
        PlayedUnit unit = stage.machine.add("juju-heap/0", BuiltCharm.path());
        for (int kill = Integer.getInteger("charm.kills", 3); kill > 0; kill--) {
            boolean fresh = random.nextBoolean();
            if (fresh) {
                unit.hook("stop");
                unit.hook("remove");
            }
            unit.killed(
                    fresh ? "install" : "config-changed", Duration.ofMillis(50 + random.nextInt(fresh ? 9000 : 900)));
            unit.hook("config-changed");
            assertThat(unit.status()).isEqualTo("active");
            assertThat(stage.machine.service()).isPresent();
            assertThat(stage.machine.strays()).isEmpty();
            try (Stream<Path> files = Files.walk(folder.resolve("opt"))) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
            }
            assertThat(folder.resolve("opt/juju-heap").resolve(unit.version()).resolve("juju-heap.jsa"))
                    .exists();
        }
        unit.hook("stop");
        unit.hook("remove");
        assertNothingIsLeft();
    }

    @LifeTest
    void a_principal_that_is_a_subordinate_is_refused() throws Exception {
        PlayedUnit unit = stage.machine.add("juju-heap/0", BuiltCharm.path(), "grafana-agent/3", true);
        unit.hook("install");
        assertThat(unit.status())
                .isEqualTo("blocked principal grafana-agent/3 is a subordinate, so Juju 4.0 adds units without end:"
                        + " juju remove-relation juju-heap grafana-agent");
        unit.hook("stop");
        unit.hook("remove");
        assertNothingIsLeft();
    }

    @LifeTest
    void a_wrong_configuration_blocks_the_unit_and_leaves_the_service_alone() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        ProcessHandle service = stage.machine.service().orElseThrow();
        stage.configure(unit, "interval", "never");
        assertThat(unit.status()).startsWith("blocked interval: 'never' is not a duration");
        assertThat(Machine.runs(service)).isTrue();
        assertProfile(unit, Map.of());
        stage.configure(unit, "interval", "2s");
        stage.configure(unit, "source-links", "github.com/canonical/pebble");
        assertThat(unit.status())
                .isEqualTo("blocked source-links: \"github.com/canonical/pebble\" is not MODULE=ADDRESS.");
        stage.configure(unit, "source-links", "");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(stage.machine.service().orElseThrow()).isNotEqualTo(service);
    }

    @LifeTest
    void with_a_web_configuration_everything_goes_over_tls() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        Relation cos = stage.integrate(unit, "cos-agent", "grafana-agent/0");
        stage.configure(unit, "web-config-file", webConfiguration());
        assertThat(unit.status()).isEqualTo("active");
        JsonObject job = Consumers.cosAgent(cos.unitData(unit.name()))
                .objects("metrics_scrape_jobs")
                .get(0);
        assertThat(job.text("scheme")).contains("https");
        String target = job.objects("static_configs").get(0).texts("targets").get(0);
        String certificate = folder.resolve("etc/web/tls.crt").toString();
        assertProfile(unit, Map.of());
        assertThat(Subprocess.of("curl", "-sS", "--cacert", certificate, "https://" + target + "/metrics")
                        .run())
                .contains("juju_agent_up{agent=\"machine-0\"} 1");
        Relation metrics = stage.integrate(unit, "metrics-endpoint", "prometheus/0");
        stage.configure(unit, "listen-address", "0.0.0.0:" + Ports.free());
        assertThat(unit.status()).isEqualTo("active");
        assertThat(metrics.applicationData().get("scrape_jobs")).contains("\"ca_file\":\"-----BEGIN CERTIFICATE-----");
        assertThat(unit.ports()).hasSize(1);
        assertProfile(unit, Map.of());
        Relation parca = parcaScrapesOverTls(unit, certificate);
        aSecondMachineGetsAJobOfItsOwn(unit, parca);
    }

    private Relation parcaScrapesOverTls(PlayedUnit unit, String certificate) throws Exception {
        Relation parca = stage.integrate(unit, "profiling-endpoint", "parca/0");
        assertThat(unit.status()).startsWith("blocked profiling-endpoint cannot send a token");
        stage.configure(unit, "token", false);
        assertThat(unit.status()).isEqualTo("active");
        String port = unit.ports().iterator().next().replace("/tcp", "");
        JsonObject job = Consumers.parcaJobs(parca.applicationData(), Map.of(unit.name(), parca.unitData(unit.name())))
                .get(0);
        assertThat(job.text("job_name").orElse("")).endsWith("_machine-0");
        String url = Consumers.parcaUrls(job).get(0).replaceFirst("//[^/]*", "//localhost:" + port);
        assertThat(Subprocess.of(
                                "curl",
                                "-sS",
                                "-f",
                                "-o",
                                folder.resolve("parca.pb.gz").toString(),
                                "--cacert",
                                certificate,
                                url)
                        .tryRun()
                        .exitCode())
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("parca.pb.gz"))).startsWith(0x1f, 0x8b);
        return parca;
    }

    /** A machine of its own has a network of its own, where the same port is free. */
    private void aSecondMachineGetsAJobOfItsOwn(PlayedUnit leader, Relation parca) throws Exception {
        Relation peers = stage.juju.peers("machines");
        try (Machine second = new Machine(stage.juju, Files.createDirectory(folder.resolve("m1")));
                GoAgent agent = GoAgent.on(
                        new AgentAddress.SocketFile(second.agents().resolve("machine-1/introspection.socket")))) {
            second.cutNetwork();
            PlayedUnit unit = second.add("juju-heap/1", BuiltCharm.path());
            unit.hook("install");
            unit.hook("changed", parca);
            assertThat(unit.status()).isEqualTo("active");
            assertThat(agent.requests()).isNotEmpty();
            leader.hook("changed", peers);
            assertThat(jobsOf(leader, parca))
                    .containsExactly("machine-0 of juju-heap/0 at 10.0.0.5", "machine-1 of juju-heap/1 at 10.0.0.6");
            unit.hook("stop");
            unit.hook("remove");
            second.forget(unit);
        }
        leader.hook("departed", peers);
        assertThat(jobsOf(leader, parca)).containsExactly("machine-0 of juju-heap/0 at 10.0.0.5");
    }

    private static List<String> jobsOf(PlayedUnit unit, Relation parca) {
        return Consumers.parcaJobs(parca.applicationData(), Map.of(unit.name(), parca.unitData(unit.name()))).stream()
                .map(job -> job.objects("static_configs").get(0))
                .map(target -> target.object("labels").text("agent").orElse("") + " of "
                        + target.object("labels").text("juju_unit").orElse("") + " at "
                        + target.texts("targets").get(0).replaceAll(":.*", ""))
                .toList();
    }

    private String webConfiguration() throws IOException {
        Path web = Files.createDirectories(folder.resolve("etc/web"));
        String request = "req -x509 -nodes -days 1 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=machine-0"
                + " -addext subjectAltName=DNS:localhost -keyout " + web.resolve("tls.key") + " -out "
                + web.resolve("tls.crt");
        Subprocess.of(("openssl " + request).split(" ")).run();
        Path file = web.resolve("web.yml");
        Files.writeString(file, "tls_server_config:\n  cert_file: tls.crt\n  key_file: tls.key\n");
        return file.toString();
    }

    @LifeTest
    void while_the_service_is_down_actions_ask_the_agent_itself() throws Exception {
        PlayedUnit unit = stage.deploy("juju-heap/0");
        stage.machine.service().orElseThrow().destroy();
        await(unit, "list-snapshots", Map.of(), "count");
        await(unit, "heap-leaks", Map.of(), "explanation");
        await(unit, "memory", Map.of(), "resident-bytes");
        Hook profile = assertProfile(unit, Map.of("format", "text"));
        assertThat(profile.progress()).anyMatch(line -> line.contains("asking the agent itself"));
        unit.hook("update-status");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(stage.machine.service()).isPresent();
    }

    @LifeTest
    void without_java_and_without_network_it_installs_runs_and_answers() throws Exception {
        stage.machine.cutNetwork();
        PlayedUnit unit = stage.deploy("juju-heap/0");
        assertThat(unit.status()).isEqualTo("active");
        Path runtime = folder.resolve("opt/juju-heap").resolve(unit.version()).resolve("runtime");
        assertThat(stage.machine.service().orElseThrow().info().command()).contains(runtime + "/bin/java");
        assertProfile(unit, Map.of());
        stage.remove(unit);
    }

    @LifeTest
    void where_no_java_runs_and_none_can_be_had_the_unit_says_so() throws Exception {
        PlayedUnit unit = stage.machine.add("juju-heap/0", BuiltCharm.path());
        stage.machine.breakRuntime(unit);
        unit.hook("install");
        assertThat(unit.status()).isEqualTo("blocked needs Java 17 or newer: apt-get install openjdk-17-jre-headless");
        assertThat(unit.action("heap-profile", Map.of()).failure())
                .contains("juju-heap needs Java 17 or newer: apt-get install openjdk-17-jre-headless");
        unit.hook("remove");
    }

    @LifeTest
    void where_the_runtime_does_not_run_the_java_of_the_machine_does() throws Exception {
        PlayedUnit unit = stage.machine.add("juju-heap/0", BuiltCharm.path());
        stage.machine.breakRuntime(unit);
        stage.machine.offerJava(Path.of(System.getProperty("java.home")));
        unit.hook("install");
        assertThat(unit.status()).isEqualTo("active");
        assertProfile(unit, Map.of());
        stage.remove(unit);
    }
}
