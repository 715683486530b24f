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
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents come and go, some of them hostile, clients ask for everything at once, and what the sidecar holds stays the same.
 * {@code make soak MINUTES=n} runs it for long; {@code make test} has time for the short form, which shows leaks of
 * descriptors and threads, not those of memory.
 */
class SoakIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "0.6"));

    /** Above this the charm's service is slowed down (MemoryHigh), even if for the moment of a hostile answer only. */
    private static final double MOST_MEGABYTES = 192;

    /** From so many minutes on, compilers and caches have settled and memory can be judged. */
    private static final double LONG = 10;

    @Test
    void holds_no_more_at_the_end_than_in_the_middle(@TempDir Path folder) throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("agent.socket"));
        List<Held> held;
        try (Agents agents = new Agents(socket, MINUTES >= LONG ? 10 : 3);
                Launcher.Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address=127.0.0.1:0",
                        "--agent.socket=unix:" + socket.path(),
                        "--collect.interval=1s",
                        "--collect.timeout=2s",
                        "--store.max-bytes=8MB",
                        "--store.path=" + folder.resolve("store"));
                Clients clients = new Clients(URI.create(sidecar.address()), 3)) {
            held = soak(agents, sidecar);
            Map<Integer, Long> answers = clients.answers();
            System.err.println("soak: answers by status " + answers);
            Outcome end = sidecar.stop();
            assertThat(answers)
                    .as("answers by status, of a sidecar that logged%n%s", end.err())
                    .containsKeys(200, 404)
                    .doesNotContainKey(500);
            assertThat(end.code()).isEqualTo(143);
        }
        held.forEach(System.err::println);
        flat("descriptors", held, Held::descriptors, 20);
        flat("threads", held, Held::threads, 8);
        assertThat(held)
                .allSatisfy(moment -> assertThat(moment.residentMegabytes()).isLessThan(MOST_MEGABYTES));
        if (MINUTES >= LONG) {
            flat("MB resident", held, Held::residentMegabytes, 4);
            flat("MB of live objects", held, Held::heapMegabytes, 1.5);
        }
    }

    private static List<Held> soak(Agents agents, Launcher.Service sidecar) throws Exception {
        Duration whole = Duration.ofMillis((long) (MINUTES * 60_000));
        Duration round = Duration.ofMillis(Math.max(2_000, Math.min(15_000, whole.toMillis() / 20)));
        List<Held> held = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < whole.toNanos()) {
            agents.next();
            Thread.sleep(round.toMillis());
            assertThat(ProcessHandle.of(sidecar.pid()))
                    .as("the sidecar, which said %s", held.isEmpty() ? "nothing" : "last " + held.get(held.size() - 1))
                    .isPresent();
            held.add(Held.by(sidecar.pid(), (System.nanoTime() - start) / 60e9));
        }
        return held;
    }

    /** The last quarter against the second: what leaks grows between them, what settles has settled before. */
    private static void flat(String what, List<Held> held, ToDoubleFunction<Held> figure, double most) {
        int quarter = held.size() / 4;
        double middle = median(held.subList(quarter, 2 * quarter), figure);
        double end = median(held.subList(held.size() - quarter, held.size()), figure);
        double hoursBetween = MINUTES / 2 / 60;
        System.err.printf(
                "soak: %s from %.1f to %.1f, %+.1f an hour%n", what, middle, end, (end - middle) / hoursBetween);
        assertThat(end - middle).as("growth of %s", what).isLessThanOrEqualTo(most);
    }

    private static double median(List<Held> held, ToDoubleFunction<Held> figure) {
        double[] values = held.stream().mapToDouble(figure).sorted().toArray();
        assertThat(values).as("moments to compare: %s", Arrays.toString(values)).isNotEmpty();
        return values[values.length / 2];
    }
}
