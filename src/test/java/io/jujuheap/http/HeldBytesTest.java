// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figure against the truth: Go processes that hold a known number of bytes. */
class HeldBytesTest {
    /** Go's default; what the agent holds comes in blocks of 64 KiB. */
    private static final double RATE = 512 << 10;

    private static final double BLOCK = 64 << 10;

    @TempDir
    Path folder;

    /**
     * A block is seen with the probability {@code p = 1 - exp(-block/rate)} and then counts {@code block/p}, so that n blocks
     * have a variance of {@code n·block²·(1-p)/p}. One process of 370 is further off than three standard errors; the middle
     * one of three is once in 45,000 times.
     */
    @ParameterizedTest
    @ValueSource(longs = {10_000_000, 100_000_000, 1_000_000_000})
    void in_use_bytes_are_within_three_standard_errors(long about) throws Exception {
        long held = about / (64 << 10) * (64 << 10);
        double[] figures = new double[3];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = figure(held, i);
        }
        double p = 1 - Math.exp(-BLOCK / RATE);
        double error = Math.sqrt(held * BLOCK * (1 - p) / p);
        double middle = DoubleStream.of(figures).sorted().skip(1).findFirst().orElseThrow();

        System.out.printf(
                Locale.ROOT,
                "held %,d bytes; in use %,.0f, %,.0f and %,.0f; the middle one is off by %.2f standard errors of %,.0f%n",
                held,
                figures[0],
                figures[1],
                figures[2],
                (middle - held) / error,
                error);
        assertThat(middle).isBetween(held - 3 * error, held + 3 * error + RATE);
    }

    private double figure(long held, int number) throws Exception {
        SocketFile socket = new SocketFile(folder.resolve(number + ".socket"));
        try (GoAgent agent = GoAgent.on(socket, "-hold", Long.toString(held), "-freeze", "-warm-up", "1ms");
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile())) {
            sidecar.get("/debug/pprof/heap");
            return text(sidecar.get("/metrics?name[]=juju_agent_heap_profile_inuse_bytes"))
                    .lines()
                    .filter(line -> line.startsWith("juju_agent_heap_profile_inuse_bytes{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
