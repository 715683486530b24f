// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.http.Sidecar;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.io.FileTree;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A sidecar beside an agent that leaks, in a temporary folder that is deleted at the end. */
public final class Demo implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** The number of moments of the recording before the start of the demo, enough to show a trend at once. */
    private static final int PAST_MOMENTS = 36;

    /** Without summaries: the sidecar computes missing ones. */
    private static final byte[] NO_SUMMARY = {};

    private final Path folder;
    private final DemoAgent agent;
    private final Sidecar sidecar;

    private Demo(Path folder, DemoAgent agent, Sidecar sidecar) {
        this.folder = folder;
        this.agent = agent;
        this.sidecar = sidecar;
    }

    /**
     * Starts the agent, then the sidecar. When this returns, both answer.
     *
     * @throws IOException when the temporary folder cannot be used
     * @throws io.jujuheap.io.UsageException when the sidecar cannot listen where it should
     */
    public static Demo start(SidecarSettings.Web web, BuildInfo build, Clock clock) throws IOException {
        Path folder = Files.createTempDirectory("juju-heap-demo");
        Path dataDir = Files.createDirectory(folder.resolve("juju"));
        Path store = folder.resolve("store");
        Replay replay = new Replay(clock, PAST_MOMENTS);
        fill(store, replay);
        DemoAgent agent = DemoAgent.start(dataDir, replay);
        SidecarSettings settings = new SidecarSettings(
                web,
                new AgentLocation.DataDirectories(List.of(dataDir)),
                new CollectSettings(
                        INTERVAL, CollectSettings.DEFAULT.timeout(), CollectSettings.DEFAULT.profileBytes()),
                SidecarSettings.Store.in(store),
                build);
        try {
            return new Demo(folder, agent, Sidecar.start(settings));
        } catch (RuntimeException e) {
            agent.close();
            FileTree.delete(folder);
            throw e;
        }
    }

    /** Fills a store as if a sidecar had collected before the start of the demo. */
    private static void fill(Path directory, Replay replay) throws IOException {
        try (ProfileStores stores = ProfileStores.open(directory, Retention.DEFAULT, CollectSettings.DEFAULT)) {
            for (int step = 0; step < PAST_MOMENTS; step++) {
                Origin origin =
                        new Origin(ProcessHandle.current().pid(), replay.startOf(step), replay.gcCyclesAt(step), 0);
                Capture capture =
                        new Capture(DemoAgent.TAG, replay.timeOf(step), Trigger.TIMER, origin, replay.figuresAt(step));
                stores.heaps().store(capture, replay.protobufAt(step), NO_SUMMARY);
                stores.goroutines().store(capture, replay.goroutinesAt(step), NO_SUMMARY);
            }
        }
    }

    /** Returns the sidecar. */
    public Sidecar sidecar() {
        return sidecar;
    }

    /** Returns the address of the agent. */
    public AgentAddress agentSocket() {
        return agent.address();
    }

    @Override
    public void close() {
        sidecar.close();
        agent.close();
        try {
            FileTree.delete(folder);
        } catch (IOException ignored) {
            // It is in the temporary folder of the machine, which is cleaned regularly.
        }
    }
}
