// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.Peer;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import io.jujuheap.leak.summary.SummaryBytes;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.HandMade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** The store of a sidecar that took a profile a minute for up to a month, of an agent in which one of many stacks leaks. */
final class MonthOfSnapshots {
    static final AgentTag AGENT = new AgentTag("machine-0");
    static final String LEAK = "github.com/juju/juju/state.(*Cache).add";
    static final int MINUTES = 43_200;

    private static final String[] LEAK_STACK = {
        "bytes.makeSlice", LEAK, "github.com/juju/juju/state.(*State).watch", "main.main"
    };

    /** How much leaks in all, as a share of what else is live. */
    private static final double SHARE_LEAKED = 0.2;

    private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
    private static final long PERIOD = 512 << 10;
    private static final ProfileInfo INFO = new ProfileInfo(
            List.of(SampleType.ALLOC_OBJECTS, SampleType.ALLOC_SPACE, SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE),
            "",
            SampleType.INUSE_SPACE,
            PERIOD,
            0,
            0,
            "",
            "",
            List.of(),
            "",
            null);

    private final Random random = new Random(1);
    private final int minutes;
    private final List<Site> sites = new ArrayList<>();

    private record Site(String[] stack, long objectBytes, double liveSamples, double samplesPerMinute) {}

    private MonthOfSnapshots(int minutes, int stacks) {
        this.minutes = minutes;
        while (sites.size() < stacks) {
            sites.add(new Site(stack(sites.size()), 64L << (sites.size() % 6), live(), 0.5 * random.nextDouble()));
        }
        double live = sites.stream().mapToDouble(Site::liveSamples).sum();
        sites.add(new Site(LEAK_STACK, 512, 0, SHARE_LEAKED * live / minutes));
    }

    /** A few stacks hold most of the memory. */
    private double live() {
        return 300 * Math.pow(random.nextDouble(), 12);
    }

    private String[] stack(int number) {
        String[] stack = new String[20];
        stack[0] = "github.com/juju/juju/worker/part" + number % 60 + ".(*Worker).method" + number % 700;
        for (int depth = 1; depth < stack.length; depth++) {
            stack[depth] = "github.com/juju/juju/package" + random.nextInt(90) + ".(*Type).call" + random.nextInt(9);
        }
        return stack;
    }

    /**
     * Stores a profile a minute, under the retention of a sidecar.
     *
     * @return how many snapshots are left
     */
    static int fill(Path directory, int minutes, int stacks) throws IOException {
        MonthOfSnapshots month = new MonthOfSnapshots(minutes, stacks);
        // By age alone: the limit of bytes would leave less than half of a month of an agent with 3,000 stacks.
        Retention retention = Retention.DEFAULT.withMinFreeBytes(0).withMaxBytes(8L << 30);
        try (SnapshotStore store = SnapshotStore.open(directory, retention, bytes -> Optional.empty())) {
            ProfileCapture newest = month.capture(0);
            for (int minute = 0; minute < minutes; minute++) {
                // What thinning will remove need not be of its minute.
                newest = month.outlivesThinning(minute) ? month.capture(minute) : newest;
                Origin origin = new Origin(1, FIRST, minute, 0);
                Capture about = new Capture(AGENT.value(), time(minute), Trigger.TIMER, origin);
                store.store(about, newest.bytes(), summary(newest, origin));
            }
            return store.archive().list(AGENT.value()).size();
        }
    }

    private static byte[] summary(ProfileCapture capture, Origin origin) {
        SnapshotInfo info = Summaries.info(
                capture.takenAt(),
                capture.profile(),
                Summaries.marks(origin),
                Summaries.gcEpoch(origin),
                OptionalLong.empty());
        return SummaryBytes.of(new Summarizer().summarize(info, capture.profile()));
    }

    private boolean outlivesThinning(int minute) {
        return minute % 60 == 0 || (minute > minutes - 7 * 1440 && minute % 10 == 0) || minute >= minutes - 1440;
    }

    private static Instant time(int minute) {
        return FIRST.plus(Duration.ofMinutes(minute));
    }

    private ProfileCapture capture(int minute) {
        Profile profile = profile(minute);
        return ProfileCapture.fetched(
                AGENT,
                time(minute),
                new AgentResponse(ProfileWriter.gzippedProtobuf(profile), new Peer(1, 0, 0)),
                profile);
    }

    private Profile profile(int minute) {
        HandMade profile = HandMade.of(INFO);
        for (Site site : sites) {
            long allocated = Math.round(site.liveSamples + site.samplesPerMinute * minute);
            boolean leaks = site.liveSamples == 0;
            long live = leaks
                    ? allocated
                    : Math.min(allocated, Math.round(site.liveSamples * (0.9 + 0.2 * random.nextDouble())));
            profile.sample(
                    values(allocated, live, site.objectBytes),
                    List.of(Label.objectBytes(site.objectBytes)),
                    site.stack);
        }
        return profile.build();
    }

    private static long[] values(long allocated, long live, long objectBytes) {
        long each = PERIOD / objectBytes;
        return new long[] {allocated * each, allocated * PERIOD, live * each, live * PERIOD};
    }
}
