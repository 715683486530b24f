// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummarizerTest {
    private static final long PERIOD = 512 << 10;
    private static final List<SampleType> HEAP =
            List.of(SampleType.ALLOC_OBJECTS, SampleType.ALLOC_SPACE, SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE);
    private static final ProfileInfo INFO = new ProfileInfo(
            HEAP,
            "",
            new SampleType("space", "bytes"),
            PERIOD,
            1_700_000_000_000_000_000L,
            0,
            "",
            "",
            List.of(),
            "",
            null);

    @Test
    void adds_up_samples_of_one_stack_that_differ_in_line_and_size() {
        Locations locations = new Locations();
        int leaf = locations.add("main.add", 10);
        int sameLeaf = locations.add("main.add", 11);
        int root = locations.add("main.main", 1);
        Samples.Builder samples = new Samples.Builder(4, 3, 9);
        sample(samples, 64, new long[] {8192, 524320, 8192, 524320}, leaf, root);
        sample(samples, 1024, new long[] {1024, 1049088, 512, 524544}, sameLeaf, root);
        sample(samples, 1024, new long[] {1024, 1049088, 0, 0}, root);

        ProfileSummary summary = summarize(INFO, locations, samples);

        CallSite add = CallSite.of(List.of("main.add", "main.main"));
        CallSite main = CallSite.of(List.of("main.main"));
        assertThat(summary.stacks())
                .containsOnly(
                        Map.entry(add, new Figures(1048864, 8704, 1573408, 9216, 2, 3)),
                        Map.entry(main, new Figures(0, 0, 1049088, 1024, 0, 2)));
        assertThat(summary.total()).isEqualTo(new Figures(1048864, 8704, 2622496, 10240, 2, 5));
        assertThat(summary.functions())
                .containsOnly(
                        Map.entry("main.add", new Figures(1048864, 8704, 1573408, 9216, 2, 3)),
                        Map.entry("main.main", new Figures(0, 0, 1049088, 1024, 0, 2)));
    }

    @Test
    void long_names_of_a_hundred_functions_fit_a_summary_and_stay_apart() {
        Locations locations = new Locations();
        Samples.Builder samples = new Samples.Builder(4, 100, 100);
        for (int i = 0; i < 100; i++) {
            sample(samples, 64, new long[] {1, 64, 1, 64}, locations.add("\u4e16".repeat(20_000) + i, 1));
        }
        ProfileSummary summary = summarize(INFO, locations, samples);

        assertThat(summary.functions()).hasSize(100);
        assertThat(SummaryBytes.of(summary)).hasSizeLessThan(1 << 20);
    }

    @Test
    void unfolds_inlined_functions() {
        Location inlined = new Location(Mapping.NONE, 1, List.of(line("main.inner", 1), line("main.outer", 2)), false);
        Samples.Builder samples = new Samples.Builder(4, 1, 1);
        sample(samples, 64, new long[] {8192, 524320, 8192, 524320}, 0);
        Profile profile = new Profile(INFO, List.of(), List.of(inlined), samples.build());

        ProfileSummary summary = new Summarizer().summarize(SnapshotInfo.of("x", INFO), profile);

        assertThat(summary.stacks()).containsOnlyKeys(CallSite.of(List.of("main.inner", "main.outer")));
    }

    @Test
    void finds_the_call_sites_with_given_ids() {
        Locations locations = new Locations();
        Samples.Builder samples = oneStackInTwoSizes(locations);
        sample(samples, 64, new long[] {1, 64, 1, 64}, locations.add("main.other", 1));
        Profile profile = new Profile(INFO, List.of(), locations.list, samples.build());
        CallSite add = CallSite.of(List.of("main.add", "main.main"));
        CallSite absent = CallSite.of(List.of("main.absent"));

        List<CallSite> found = new Summarizer().callSites(profile, Set.of(add.id(), absent.id()));

        assertThat(found).containsExactly(add);
        assertThat(found.get(0).stack()).containsExactly("main.add", "main.main");
    }

    @Test
    void estimates_what_the_profiler_takes_from_the_number_and_depth_of_its_stacks() {
        Locations locations = new Locations();
        Samples.Builder samples = oneStackInTwoSizes(locations);

        assertThat(summarize(INFO, locations, samples).info().profilerBytes()).hasValue(2 * 176 + 4 * 8);
    }

    @Test
    void refuses_what_is_no_heap_profile() {
        ProfileInfo cpu = INFO.withSampleTypes(List.of(new SampleType("cpu", "nanoseconds")));
        Samples.Builder samples = new Samples.Builder(1, 0, 0);

        assertThatThrownBy(() -> summarize(cpu, new Locations(), samples))
                .isInstanceOf(UsageException.class)
                .hasMessage("cpu.pb.gz is not a heap profile, it has no inuse_space: leaks are sought in profiles from"
                        + " debug/pprof/heap");
    }

    @Test
    void takes_time_and_epoch_of_a_text_profile_from_its_trailer() {
        MemStats stats = new MemStats(Map.of(
                "NumGC", new MemStats.Int(7),
                "LastGC", new MemStats.Int(1_600_000_000_000_000_000L),
                "BuckHashSys", new MemStats.Int(1_444_000)));
        ProfileInfo text = new ProfileInfo(HEAP, "", SampleType.NONE, PERIOD, 0, 0, "", "", List.of(), "", stats);

        SnapshotInfo info = SnapshotInfo.of("heap_profile.01", text);

        assertThat(info.timeNanos()).isEqualTo(1_600_000_000_000_000_000L);
        assertThat(info.gcEpoch()).hasValue(7);
        assertThat(info.profilerBytes()).hasValue(1_444_000);
        assertThat(info.samplingPeriodBytes()).isEqualTo(PERIOD);
    }

    @Test
    void orders_snapshots_by_time_then_epoch_then_name() {
        SnapshotInfo first = info("c", 1, OptionalLong.of(9));
        SnapshotInfo second = info("b", 2, OptionalLong.of(3));
        SnapshotInfo third = info("a", 2, OptionalLong.of(4));
        SnapshotInfo fourth = info("b", 2, OptionalLong.of(4));
        List<SnapshotInfo> shuffled = new ArrayList<>(List.of(third, fourth, first, second));

        shuffled.sort(SnapshotInfo.ORDER);

        assertThat(shuffled).containsExactly(first, second, third, fourth);
    }

    private static SnapshotInfo info(String name, long time, OptionalLong epoch) {
        return new SnapshotInfo(
                name, time, PERIOD, ProcessMarks.UNKNOWN, epoch, OptionalLong.empty(), OptionalLong.empty());
    }

    private static ProfileSummary summarize(ProfileInfo info, Locations locations, Samples.Builder samples) {
        Profile profile = new Profile(info, List.of(), locations.list, samples.build());
        return new Summarizer().summarize(SnapshotInfo.of("cpu.pb.gz", info), profile);
    }

    private static void sample(Samples.Builder samples, long size, long[] values, int... stack) {
        for (int location : stack) {
            samples.location(location);
        }
        for (int type = 0; type < values.length; type++) {
            samples.value(type, values[type]);
        }
        samples.end(samples.objectBytesLabelSet(size));
    }

    private static Samples.Builder oneStackInTwoSizes(Locations locations) {
        int leaf = locations.add("main.add", 10);
        int root = locations.add("main.main", 1);
        Samples.Builder samples = new Samples.Builder(4, 2, 4);
        sample(samples, 64, new long[] {1, 64, 0, 0}, leaf, root);
        sample(samples, 96, new long[] {1, 96, 0, 0}, leaf, root);
        return samples;
    }

    private static Line line(String function, long line) {
        return new Line(new Function(function, function, "main.go", 0), line, 0);
    }

    private static final class Locations {
        private final List<Location> list = new ArrayList<>();

        int add(String function, long line) {
            list.add(new Location(Mapping.NONE, list.size() + 1, List.of(line(function, line)), false));
            return list.size() - 1;
        }
    }
}
