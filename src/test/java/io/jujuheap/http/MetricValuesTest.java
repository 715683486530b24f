// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.OperatingSystemMXBean;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each metric's value, compared with the same figure got another way: from {@code go tool pprof}, {@code /proc}, the files of
 * the store, the log of the agent or a clock. The number of leaks is compared in {@link LeakThroughSidecarTest}.
 */
class MetricValuesTest {
    private static final Duration INTERVAL = Duration.ofMinutes(7);
    private static final String AGENT = "{agent=\"machine-0\"}";

    @TempDir
    static Path folder;

    private static GoAgent agent;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void start() throws Exception {
        agent = GoAgent.on(
                new SocketFile(folder.resolve("introspection.socket")),
                "-workload",
                "leak,churn",
                "-leak-bytes-per-second",
                "30000000",
                "-rate",
                "8192",
                "-freeze");
        sidecar = RunningSidecar.of(agent.socketFile(), INTERVAL, web -> web);
        until(sidecar, "juju_heap_snapshots", 2); // of the heap and of the goroutines
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        agent.close();
    }

    private static void until(RunningSidecar of, String name, double value) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (value(of, name) < value) {
            assertThat(Instant.now()).as("%s is %s in time", name, value).isBefore(end);
            Thread.sleep(50);
        }
    }

    private static double value(String series) throws Exception {
        return value(sidecar, series);
    }

    /** The value of a series, 0 when there is none. */
    private static double value(RunningSidecar of, String series) throws Exception {
        return text(of.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static String pprof(String... arguments) throws Exception {
        Path file = folder.resolve("direct.pb.gz");
        try (AgentClient client = new AgentClient(agent.socketFile())) {
            Files.write(file, client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).body());
        }
        List<String> command = Stream.concat(
                        Stream.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none"),
                        Stream.concat(Stream.of(arguments), Stream.of(file.toString())))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The total of a sample type, as {@code go tool pprof} adds it up. */
    private static double total(String sampleType) throws Exception {
        String table = pprof("-top", "-unit=B", "-sample_index=" + sampleType);
        Matcher total = Pattern.compile("of ([0-9.]+)B? total").matcher(table);
        assertThat(total.find()).as(table).isTrue();
        return Double.parseDouble(total.group(1));
    }

    @Test
    void the_figures_of_the_heap_are_those_of_go_tool_pprof() throws Exception {
        assertThat(value("juju_agent_heap_profile_inuse_bytes" + AGENT)).isEqualTo(total("inuse_space"));
        assertThat(value("juju_agent_heap_profile_inuse_objects" + AGENT)).isEqualTo(total("inuse_objects"));
        assertThat(value("juju_agent_heap_profile_allocated_bytes_total" + AGENT))
                .isEqualTo(total("alloc_space"));
        assertThat(value("juju_agent_heap_profile_allocated_objects_total" + AGENT))
                .isEqualTo(total("alloc_objects"));
        assertThat(List.of(total("inuse_space"), total("inuse_objects"), total("alloc_space"), total("alloc_objects")))
                .as("none can be taken for another")
                .doesNotHaveDuplicates();
        assertThat(pprof("-raw")).contains("Period: 8192\n");
        assertThat(value("juju_agent_heap_profile_sample_interval_bytes" + AGENT))
                .isEqualTo(8192);
    }

    @Test
    void the_figures_of_processes_are_those_of_the_kernel() throws Exception {
        assertThat(value("juju_agent_resident_memory_bytes" + AGENT))
                .isCloseTo(residentBytes(agent.pid()), Percentage.withPercentage(30));
        assertThat(value("juju_agent_start_time_seconds" + AGENT)).isCloseTo(startSeconds(agent.pid()), within(3.0));

        long self = ProcessHandle.current().pid();
        assertThat(value("process_resident_memory_bytes"))
                .isCloseTo(residentBytes(self), Percentage.withPercentage(30));
        assertThat(value("process_start_time_seconds")).isCloseTo(startSeconds(self), within(3.0));
        double before = cpuSeconds(self);
        assertThat(value("process_cpu_seconds_total")).isBetween(before - 0.1, cpuSeconds(self) + 0.1);
        assertThat(value("process_open_fds")).isCloseTo(descriptors(), within(10.0));
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        assertThat(value("juju_heap_machine_memory_bytes"))
                .isGreaterThanOrEqualTo(machine.getTotalMemorySize())
                .isCloseTo(kilobytesOfFree() * 1024.0, Percentage.withPercentage(1));
    }

    /** The second column of statm counts resident pages, see proc(5). */
    private static double residentBytes(long pid) throws Exception {
        return Long.parseLong(
                        Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ")[1])
                * 4096.0;
    }

    /** Fields of stat, counted from the one after the name of the program. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static double startSeconds(long pid) throws IOException {
        double sinceBoot = Long.parseLong(stat(pid)[19]) / 100.0;
        Matcher boot = Pattern.compile("(?m)^btime (\\d+)$").matcher(Files.readString(Path.of("/proc/stat")));
        assertThat(boot.find()).isTrue();
        return Long.parseLong(boot.group(1)) + sinceBoot;
    }

    private static double cpuSeconds(long pid) throws IOException {
        String[] stat = stat(pid);
        return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / 100.0;
    }

    private static double descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static long kilobytesOfFree() throws Exception {
        Process free = new ProcessBuilder("free", "-k").start();
        String output = new String(free.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("Mem:\\s+(\\d+)").matcher(output);
        assertThat(total.find()).as(output).isTrue();
        return Long.parseLong(total.group(1));
    }

    @Test
    void the_figures_of_the_store_are_those_of_its_files() throws Exception {
        assertThat(value("juju_heap_snapshots"))
                .isEqualTo(captures(sidecar.store()).size());
        assertThat(value("juju_heap_store_bytes")).isEqualTo(bytesOnDisk(sidecar.store()));
        assertThat(value("juju_heap_store_limit_bytes")).isEqualTo(256.0 * 1024 * 1024);
        String oldest =
                captures(sidecar.store().resolve("agents")).get(0).getFileName().toString();
        Instant taken = Instant.parse(oldest.replaceFirst("(....)(..)(..)T(..)(..)(..)Z.*", "$1-$2-$3T$4:$5:$6Z"));
        assertThat(value("juju_heap_oldest_snapshot_timestamp_seconds"))
                .isBetween((double) taken.getEpochSecond(), taken.getEpochSecond() + 1.0);
    }

    private static List<Path> captures(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().endsWith(".pb.gz"))
                    .filter(file -> !file.toString().contains("/quarantine/"))
                    .sorted()
                    .toList();
        }
    }

    private static double bytesOnDisk(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/agents/"))
                    .mapToLong(file -> (file.toFile().length() + 4095) / 4096 * 4096)
                    .sum();
        }
    }

    /** All goroutines of the frozen agent wait; those that serve its connections come and go with the requests. */
    @Test
    void the_number_of_goroutines_is_that_of_the_agents_own_text() throws Exception {
        String text;
        try (AgentClient client = new AgentClient(agent.socketFile())) {
            text = new String(
                    client.get(AgentQuery.GOROUTINES_TEXT, AgentLimits.DEFAULT).body(), StandardCharsets.UTF_8);
        }
        double total = Double.parseDouble(text.lines().findFirst().orElseThrow().replaceAll(".*total ", ""));
        assertThat(value("juju_agent_goroutines" + AGENT)).isCloseTo(total, within(2.0));
        until(sidecar, "juju_agent_goroutine_leak_suspects" + AGENT, 0);
    }

    @Test
    void requests_to_the_agent_are_those_of_its_log_and_of_a_clock() throws Exception {
        assertThat(value("juju_agent_up" + AGENT)).isEqualTo(1);
        assertThat(value("juju_heap_collect_interval_seconds")).isEqualTo(7 * 60);
        Thread.sleep(1100); // until the last answer is no longer shared
        Instant asked = Instant.now();
        sidecar.get("/debug/pprof/heap");
        Instant answered = Instant.now();

        assertThat(value("juju_heap_last_success_timestamp_seconds" + AGENT))
                .isBetween(seconds(asked), seconds(answered));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1e3;
    }

    @Test
    void slow_and_failed_requests_are_counted_and_timed() throws Exception {
        byte[] heap = Recorded.heaps().get(0).protobuf();
        Script slow = exchange -> {
            if (exchange.requestLine().startsWith("GET /debug/pprof/heap")) {
                exchange.pause(Duration.ofMillis(700));
            }
            exchange.send(Script.okBytes(heap));
        };
        try (EvilAgent evil = EvilAgent.onAbstractName(slow);
                RunningSidecar of = RunningSidecar.of(evil.address(), INTERVAL, web -> web)) {
            until(of, "juju_heap_snapshots", 1);
            long asked = heapRequests(evil);
            assertThat(value(of, "juju_heap_fetches_total" + AGENT)).isEqualTo(asked);
            assertThat(value(of, "juju_heap_fetch_duration_seconds_count" + AGENT))
                    .isEqualTo(asked);
            assertThat(value(of, "juju_heap_fetch_duration_seconds_sum" + AGENT))
                    .isBetween(0.7 * asked, 1.6 * asked);
            assertThat(bucket(of, "0.5")).isZero();
            assertThat(bucket(of, "2.0")).isEqualTo(asked);
            assertThat(bucket(of, "+Inf")).isEqualTo(asked);

            evil.play(Script.raw("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"));
            for (int i = 0; i < 3; i++) {
                assertThat(of.get("/debug/pprof/heap").statusCode()).isEqualTo(502);
                Thread.sleep(1100);
            }

            assertThat(value(of, "juju_agent_up" + AGENT)).isZero();
            assertThat(value(of, "juju_heap_fetches_total" + AGENT)).isEqualTo(heapRequests(evil));
            assertThat(value(of, "juju_heap_fetch_failures_total{agent=\"machine-0\",reason=\"bad_status\"}"))
                    .isEqualTo(heapRequests(evil) - asked);
            assertThat(value(of, "juju_heap_fetch_failures_total{agent=\"machine-0\",reason=\"timeout\"}"))
                    .isZero();
        }
    }

    private static long heapRequests(EvilAgent evil) {
        return evil.requests().stream()
                .filter(line -> line.startsWith("GET /debug/pprof/heap"))
                .count();
    }

    private static double bucket(RunningSidecar of, String bound) throws Exception {
        return value(of, "juju_heap_fetch_duration_seconds_bucket{agent=\"machine-0\",le=\"" + bound + "\"}");
    }

    @Test
    void requests_to_the_sidecar_are_those_that_were_sent() throws Exception {
        String requests = "juju_heap_http_requests_total{code=\"200\",method=\"GET\",route=\"/-/healthy\"}";
        String count = "juju_heap_http_request_duration_seconds_count{route=\"/-/healthy\"}";
        String sum = "juju_heap_http_request_duration_seconds_sum{route=\"/-/healthy\"}";
        String max = "juju_heap_http_request_duration_seconds_max{route=\"/-/healthy\"}";
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            sidecar.get("/-/healthy");
        }
        double took = (System.nanoTime() - start) / 1e9;

        assertThat(value(requests)).isEqualTo(20);
        assertThat(value(count)).isEqualTo(20);
        assertThat(value(sum)).isPositive().isLessThan(took);
        assertThat(value(max)).isPositive().isLessThanOrEqualTo(value(sum));
        double slow = timed(Duration.ofSeconds(2));
        assertThat(value("juju_heap_http_request_duration_seconds_sum{route=\"/debug/pprof/heap\"}"))
                .as("the growth of two seconds takes two seconds")
                .isBetween(2.0, slow + 20);
        assertThat(value("juju_heap_http_request_duration_seconds_bucket{route=\"/debug/pprof/heap\",le=\"5.0\"}"))
                .isGreaterThan(value(
                        "juju_heap_http_request_duration_seconds_bucket{route=\"/debug/pprof/heap\",le=\"0.5\"}"));
    }

    private static double timed(Duration growth) throws Exception {
        long start = System.nanoTime();
        sidecar.get("/debug/pprof/heap?seconds=" + growth.toSeconds());
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void the_build_and_the_files_of_the_configuration_are_told() throws Exception {
        assertThat(value(String.format(
                        Locale.ROOT,
                        "juju_heap_build_info{javaversion=\"%s\",revision=\"unknown\",version=\"dev\"}",
                        System.getProperty("java.version"))))
                .isEqualTo(1);
        Path token = folder.resolve("token");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "0123456789abcdef0123456789abcdef");
        Instant before = Instant.now();
        try (RunningSidecar guarded =
                RunningSidecar.of(agent.socketFile(), INTERVAL, web -> WebSettings.withTokenFile(web, token))) {
            Instant read = Instant.now();
            String metrics = text(guarded.get("/metrics", "Authorization", "Bearer 0123456789abcdef0123456789abcdef"));
            assertThat(metrics).contains("juju_heap_config_last_reload_successful 1.0\n");
            Matcher time = Pattern.compile("(?m)^juju_heap_config_last_reload_success_timestamp_seconds (\\S+)")
                    .matcher(metrics);
            assertThat(time.find()).isTrue();
            assertThat(Double.parseDouble(time.group(1))).isBetween(seconds(before), seconds(read));
        }
    }

    @Test
    void failures_of_the_store_are_counted_by_their_reason() throws Exception {
        Path store = Files.createDirectories(folder.resolve("store-in-the-way"));
        Files.createDirectories(store.resolve("agents"));
        Files.writeString(store.resolve("agents/machine-0"), "a file where a directory should be");
        try (RunningSidecar of = RunningSidecar.of(agent.socketFile(), INTERVAL, store)) {
            until(of, "juju_heap_store_write_failures_total{reason=\"io\"}", 1);
            double before = value(of, "juju_heap_store_write_failures_total{reason=\"io\"}");
            for (int i = 0; i < 2; i++) {
                Thread.sleep(1100);
                assertThat(of.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1")
                                .statusCode())
                        .isEqualTo(503);
            }
            assertThat(value(of, "juju_heap_store_write_failures_total{reason=\"io\"}"))
                    .isEqualTo(before + 2);
            assertThat(value(of, "juju_heap_store_write_failures_total{reason=\"no_space\"}"))
                    .isZero();
        }
    }

    @Test
    void removed_and_damaged_snapshots_are_those_whose_files_have_gone() throws Exception {
        Path store = folder.resolve("small-store");
        Path day = Files.createDirectories(store.resolve("agents/machine-0/2026-11-01"));
        Files.createFile(day.resolve("20261101T000000Z-000.pb.gz"));
        Recorded large = Recorded.all().stream()
                .filter(each -> each.protobuf().length > 8_000)
                .findFirst()
                .orElseThrow();
        AtomicInteger answered = new AtomicInteger();
        Script collecting = exchange -> {
            if (exchange.requestLine().startsWith("GET /metrics")) {
                String epoch = "\ngo_gc_duration_seconds_count " + answered.get() + "\n";
                exchange.send(Script.okBytes(epoch.getBytes(StandardCharsets.US_ASCII)));
            } else if (exchange.requestLine().contains("/goroutine")) {
                exchange.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            } else {
                exchange.send(Script.okBytes(large.protobuf()));
                answered.incrementAndGet();
            }
        };
        try (EvilAgent evil = EvilAgent.onAbstractName(collecting);
                SmallSidecar of = new SmallSidecar(evil, store)) {
            of.untilSomeAreRemoved();
            evil.play(Script.silence()); // from now on nothing is stored
            Thread.sleep(2_000);
            String metrics = of.metrics();
            double stored = answered.get()
                    - SmallSidecar.value(metrics, "juju_heap_store_write_failures_total{reason=\"limit\"}");
            double left = captures(store).size();
            assertThat(SmallSidecar.value(metrics, "juju_heap_snapshots")).isEqualTo(left);
            assertThat(SmallSidecar.value(metrics, "juju_heap_snapshots_deleted_total{reason=\"bytes\"}"))
                    .isEqualTo(stored - left);
            assertThat(SmallSidecar.value(metrics, "juju_heap_snapshots_quarantined_total{reason=\"empty\"}"))
                    .isEqualTo(1);
            assertThat(SmallSidecar.value(metrics, "juju_heap_store_limit_bytes"))
                    .isEqualTo(1 << 20);
            assertThat(store.resolve("quarantine")).isDirectoryContaining("glob:**20261101T000000Z-000.pb.gz");
        }
    }

    /** A sidecar with the smallest store there is, which collects each second. */
    private static final class SmallSidecar implements AutoCloseable {
        private final Sidecar sidecar;

        SmallSidecar(EvilAgent evil, Path store) {
            sidecar = Sidecar.start(new SidecarSettings(
                    WebSettings.onFreePort(),
                    new AgentLocation.Socket(evil.address(), new AgentTag("machine-0")),
                    new CollectSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 64 << 20),
                    new SidecarSettings.Store(store, 1 << 20, Duration.ofDays(30)),
                    BuildInfo.DEVELOPMENT));
        }

        private String metrics() throws Exception {
            URI uri = sidecar.address().resolve("/metrics");
            return text(RunningSidecar.send(uri, "GET"));
        }

        static double value(String metrics, String series) {
            return metrics.lines()
                    .filter(line -> line.startsWith(series + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                    .findFirst()
                    .orElse(0);
        }

        void untilSomeAreRemoved() throws Exception {
            Instant end = Instant.now().plusSeconds(120);
            URI take = sidecar.address().resolve("/api/v1/snapshots");
            while (value(metrics(), "juju_heap_snapshots_deleted_total{reason=\"bytes\"}") < 3) {
                assertThat(Instant.now()).as("in time").isBefore(end);
                RunningSidecar.send(take, "POST", "X-Juju-Heap", "1");
                Thread.sleep(200);
            }
        }

        @Override
        public void close() {
            sidecar.close();
        }
    }
}
