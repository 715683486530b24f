// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a profile of 60,000 stacks takes, as a multiple of its inflated size: while it is read, as the largest heap of a process
 * that does nothing else, and while it is held. Afterwards it takes nothing.
 */
class ProfileMemoryTest {
    private static final int STACKS = 60_000;

    /** The heap of a process that reads a profile and has none yet. */
    private static final long IDLE = 4L << 20;

    /** The heap of an idle sidecar; Java 25 itself has a megabyte more on it than Java 17. */
    private static final long IDLE_SIDECAR = (Runtime.version().feature() < 25 ? 11L : 12L) << 20;

    /** As many times its size a gzipped {@code profile.proto} takes while it is read; what is let in rests on it. */
    private static final double READING = 4.5;

    private static final double HOLDING = 2.5;

    /** The same of a whole sidecar: it holds one, reads the next, boils it down for verdicts, and draws a flame graph. */
    private static final double WORKING = 12;

    /** The same of a text, which is many times as large: most of it says the same again. */
    private static final double READING_TEXT = 1.5;

    private static final double HOLDING_TEXT = 0.15;

    @TempDir
    private static Path folder;

    private static GoAgent agent;
    private static Path protobuf;
    private static Path text;

    @BeforeAll
    static void record() throws Exception {
        agent = GoAgent.start(
                "-socket",
                folder.resolve("agent.socket").toString(),
                "-tcp",
                "127.0.0.1:0",
                "-stacks",
                Integer.toString(STACKS),
                "-rate",
                "1",
                "-freeze");
        protobuf = download("/debug/pprof/heap", "heap.pb.gz");
        text = download("/debug/pprof/heap?debug=1", "heap.txt");
    }

    @AfterAll
    static void end() throws Exception {
        agent.close();
    }

    private static Path download(String path, String name) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream in = URI.create("http://" + agent.tcp() + path).toURL().openStream()) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Reads the profile of a file a few times, and prints what it takes: before, while it is held, and after. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws Exception {
            byte[] data = Files.readAllBytes(Path.of(arguments[0]));
            ProfileReader reader = ProfileReader.withLimits(Limits.DEFAULT);
            long before = live();
            Profile profile = reader.read(data);
            for (int i = 0; i < 3; i++) {
                profile = null;
                profile = reader.read(data);
            }
            long held = live() - before;
            int samples = profile.samples().count();
            Reference.reachabilityFence(profile);
            profile = null;
            System.out.println(samples + " " + held + " " + (live() - before));
            Reference.reachabilityFence(data);
        }

        private static long live() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }

    private record Taken(long samples, long heldBytes, long leftBytes) {}

    /** In a heap of so many times the size, and what an idle process needs. */
    private static Taken read(Path file, long inflatedBytes, double multiple) throws Exception {
        long heap = IDLE + (long) (inflatedBytes * multiple);
        Outcome result = ChildProcess.run(ChildProcess.java(
                Reading.class,
                List.of("-XX:+UseSerialGC", SidecarProcess.COMPACT, "-Xmn1m", "-Xmx" + heap / 1024 + "k"),
                file.toString()));
        assertThat(result.code())
                .as("%.1f times %d bytes: %s", multiple, inflatedBytes, result.err())
                .isZero();
        String[] figures = result.out().trim().split(" ");
        return new Taken(Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
    }

    private static long inflatedBytes() throws Exception {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(protobuf))) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void a_protobuf_takes_no_more_than_a_multiple_of_its_size() throws Exception {
        long size = inflatedBytes();
        Taken taken = read(protobuf, size, READING);

        assertThat(taken.samples()).isGreaterThan(STACKS * 9 / 10);
        assertThat(taken.heldBytes()).isBetween(size / 10, (long) (size * HOLDING));
        assertThat(taken.leftBytes()).isLessThan(size / 10);
    }

    @Test
    void a_text_takes_no_more_than_a_multiple_of_its_size() throws Exception {
        long size = Files.size(text);
        Taken taken = read(text, size, READING_TEXT);

        assertThat(size).isGreaterThan(72L << 20);
        assertThat(taken.samples()).isGreaterThan(STACKS * 9 / 10);
        assertThat(taken.heldBytes()).isBetween(size / 100, (long) (size * HOLDING_TEXT));
        assertThat(taken.leftBytes()).isLessThan(size / 100);
    }

    @Test
    void a_sidecar_holds_one_and_reads_the_next() throws Exception {
        long size = inflatedBytes();
        SocketFile socket = agent.socketFile();
        try (SidecarProcess sidecar = SidecarProcess.withHeap(
                socket, IDLE_SIDECAR + (long) (size * WORKING), "--collect.interval=1s", "--collect.timeout=20s")) {
            for (int i = 0; i < 4; i++) {
                assertThat(sidecar.get("/debug/pprof/heap").statusCode()).isEqualTo(200);
                assertThat(sidecar.get("/api/v1/top").statusCode()).isEqualTo(200);
                assertThat(sidecar.get("/api/v1/flamegraph").statusCode()).isEqualTo(200);
                assertThat(sidecar.get("/api/v1/leaks").statusCode()).isEqualTo(200);
                Thread.sleep(1_100);
            }
            assertThat(leastLiveBytes(sidecar)).isLessThan(IDLE_SIDECAR + (long) (size * HOLDING));

            agent.close();
            try (GoAgent small = GoAgent.on(socket)) {
                long left = Long.MAX_VALUE;
                for (int i = 0; i < 30 && left > IDLE_SIDECAR; i++) {
                    Thread.sleep(1_000);
                    left = sidecar.liveBytes();
                }
                assertThat(left).as("with the heap of %s", small.pid()).isLessThan(IDLE_SIDECAR);
            }
        }
    }

    /** The least of several looks: at any one of them, a profile may be under way, as one comes each second. */
    private static long leastLiveBytes(SidecarProcess sidecar) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            least = Math.min(least, sidecar.liveBytes());
            Thread.sleep(150);
        }
        return least;
    }
}
