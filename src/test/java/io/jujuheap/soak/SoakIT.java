// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents come and go, a third of them hostile; clients ask for all that is served, and attackers send more than one request in
 * ten. What the sidecar holds stays the same, and when all of them have left it holds what it held before.
 * {@code make soak MINUTES=n} runs it for long; {@code make test} has time for the short form, which shows leaks of
 * descriptors and threads, not those of memory.
 */
class SoakIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "0.4"));

    /** Above this the charm's service is slowed down (MemoryHigh), even if for the moment of a hostile answer only. */
    private static final double MOST_MEGABYTES = 192;

    /** From so many minutes on, compilers and caches have settled and memory can be judged. */
    private static final double LONG = 10;

    /** What a sidecar holds of agents it has seen: the list of their snapshots, verdicts, and an answer or two. */
    private static final double MOST_HISTORY_MEGABYTES = 8;

    private static final Duration START = Duration.ofSeconds(3);

    /** After this long without a request it has given back what it can: threads without work end after ten seconds. */
    private static final Duration REST = Duration.ofSeconds(12);

    private final List<Held> held = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    @Test
    void holds_no_more_at_the_end_than_in_the_middle_nor_afterwards_than_before(@TempDir Path folder) throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("agent.socket"));
        Held before;
        Held after;
        try (Agents agents = new Agents(socket);
                Launcher.Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address=127.0.0.1:0",
                        "--agent.socket=unix:" + socket.path(),
                        "--collect.interval=1s",
                        "--collect.timeout=2s",
                        "--store.max-bytes=8MB",
                        "--store.path=" + folder.resolve("store"))) {
            agents.next();
            Thread.sleep(START.toMillis());
            before = held(sidecar);
            load(agents, sidecar);
            Thread.sleep(REST.toMillis());
            after = held(sidecar);
            Outcome end = sidecar.stop();
            assertThat(end.err()).doesNotContain("OutOfMemoryError", "\tat ");
            assertThat(end.code()).isEqualTo(143);
        }
        held.forEach(System.err::println);
        System.err.printf("soak: before the first client%n%s%nsoak: after the last%n%s%n", before, after);
        assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + 3);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 3);
        flat("descriptors", Held::descriptors, 20);
        flat("threads", Held::threads, 8);
        assertThat(held)
                .allSatisfy(moment -> assertThat(moment.residentMegabytes()).isLessThan(MOST_MEGABYTES));
        if (MINUTES >= LONG) {
            flat("MB resident", Held::residentMegabytes, 4);
            flat("MB of live objects", Held::heapMegabytes, 1.5);
            assertThat(after.heapMegabytes())
                    .as("MB of live objects")
                    .isLessThanOrEqualTo(before.heapMegabytes() + MOST_HISTORY_MEGABYTES);
        }
    }

    private void load(Agents agents, Launcher.Service sidecar) throws Exception {
        URI address = URI.create(sidecar.address());
        try (Clients clients = new Clients(address, 3);
                Attackers attackers = new Attackers(address.getPort())) {
            soak(agents, sidecar);
            Map<Integer, Long> answers = clients.answers().byStatus();
            long asked = clients.answers().total();
            long attacks = attackers.answers().total();
            System.err.printf("soak: %d requests, answers by status %s%n", asked, answers);
            System.err.printf(
                    "soak: %d attacks, answers by status %s%n",
                    attacks, attackers.answers().byStatus());
            assertThat(answers).containsKeys(200, 404).doesNotContainKey(500);
            assertThat(attackers.answers().byStatus()).containsKey(400).doesNotContainKey(500);
            assertThat(10 * attacks).as("attacks times ten").isGreaterThan(asked + attacks);
        }
    }

    private void soak(Agents agents, Launcher.Service sidecar) throws Exception {
        long nanos = (long) (MINUTES * 60e9);
        // Each quarter of a long soak plays each agent once, so that quarters can be compared.
        int rounds = MINUTES >= LONG ? 4 * agents.cycle() : (int) (MINUTES * 30);
        long start = System.nanoTime();
        for (int round = 1; round <= rounds; round++) {
            agents.next();
            TimeUnit.NANOSECONDS.sleep(start + nanos / rounds * round - System.nanoTime());
            if (ProcessHandle.of(sidecar.pid()).isEmpty()) {
                throw new AssertionError("the sidecar ended: " + sidecar.stop() + ", measured before: " + held);
            }
            held.add(held(sidecar));
        }
    }

    private Held held(Launcher.Service sidecar) throws Exception {
        return Held.by(sidecar.pid(), (System.nanoTime() - startNanos) / 60e9);
    }

    /**
     * Compares the last quarter with the second: what leaks grows between them, what settles has settled before. Of each, the lower
     * quartile counts. At any moment a large profile may be at work, as at nearly half of the moments of a busy machine, and the median
     * tells how many those were.
     */
    private void flat(String what, ToDoubleFunction<Held> figure, double most) {
        int quarter = held.size() / 4;
        double middle = lowerQuartile(held.subList(quarter, 2 * quarter), figure);
        double end = lowerQuartile(held.subList(held.size() - quarter, held.size()), figure);
        double hoursBetween = MINUTES / 2 / 60;
        System.err.printf(
                "soak: %s from %.1f to %.1f, %+.1f an hour%n", what, middle, end, (end - middle) / hoursBetween);
        assertThat(end - middle).as("growth of %s", what).isLessThanOrEqualTo(most);
    }

    private static double lowerQuartile(List<Held> moments, ToDoubleFunction<Held> figure) {
        double[] values = moments.stream().mapToDouble(figure).sorted().toArray();
        assertThat(values).as("moments to compare: %s", Arrays.toString(values)).isNotEmpty();
        return values[values.length / 4];
    }
}
