// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.codec.LargeProfiles;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The process behind the socket: another one each time, and every third one hostile. */
public final class Agents implements AutoCloseable {
    private static final int HOSTILE_ONE_IN = 3;

    private final SocketFile socket;
    private final List<Supplier<Script>> hostile = hostile();
    private AutoCloseable running = () -> {};
    private int started;

    Agents(SocketFile socket) {
        this.socket = socket;
    }

    /** Returns how many agents there are until the first comes again. */
    int cycle() {
        return HOSTILE_ONE_IN * hostile.size();
    }

    /** Ends the one that runs and starts another. */
    void next() throws Exception {
        running.close();
        started++;
        running = started % HOSTILE_ONE_IN == 0
                ? hostileAgent()
                : GoAgent.on(socket, "-workload", "leak,churn,maps", "-stacks", "2000");
    }

    private EvilAgent hostileAgent() throws IOException {
        Script script = hostile.get(started / HOSTILE_ONE_IN % hostile.size()).get();
        return EvilAgent.onFile(socket.path(), script);
    }

    /** Broken answers, and profiles that keep every limit: a script is made when it is played, as some hold 18 MB. */
    private static List<Supplier<Script>> hostile() {
        List<Supplier<Script>> all = new ArrayList<>();
        for (IntFunction<byte[]> large : LargeProfiles.byPercentOfLimits().values()) {
            all.add(() -> {
                byte[] heap = large.apply(100);
                return profiles(heap, LargeProfiles.ofGoroutines(heap));
            });
        }
        for (Script broken : List.of(
                Script.ok("not a profile"),
                Script.silence(),
                Script.thenSilence("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nhalf"),
                Script.endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192)),
                Script.rawThenClose("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
                Script.drip(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000),
                        Duration.ofMillis(200)))) {
            all.add(() -> broken);
        }
        all.add(() ->
                profiles(hostileNames(SampleType.INUSE_SPACE), hostileNames(new SampleType("goroutine", "count"))));
        return all;
    }

    private static Script profiles(byte[] heap, byte[] goroutines) {
        return exchange ->
                exchange.send(Script.okBytes(exchange.requestLine().contains("/goroutine") ? goroutines : heap));
    }

    private static byte[] hostileNames(SampleType type) {
        HandMade profile = HandMade.of(ProfileInfo.of(List.of(type)));
        for (String name : List.of(
                "\u001b]0;pwned\u0007",
                "<script>alert(1)</script>",
                "a\nmachine: b",
                "\u202eevil",
                "nul\0",
                "\u009b31m")) {
            profile.sample(1 << 20, name, "main.main");
        }
        return ProfileWriter.protobuf(profile.build());
    }

    @Override
    public void close() throws Exception {
        running.close();
    }
}
