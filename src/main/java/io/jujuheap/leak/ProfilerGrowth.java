// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.summary.CallSite;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The growth of the profiler's own tables: a bucket for each stack and object size it ever saw, never freed, and not on
 * the heap that it profiles. Deep or ever new stacks make it look as if the program leaked (golang/go#69590).
 */
final class ProfilerGrowth {
    /** The place where Go's runtime allocates a bucket. */
    private static final CallSite BUCKETS =
            CallSite.of(List.of("runtime.newBucket", "runtime.stkbucket", "runtime.mProf_Malloc"));

    private ProfilerGrowth() {}

    /** The verdict on the profiler's tables, when they grew by enough to matter. */
    static Optional<SiteVerdict> of(Segment segment) {
        double[] bytes = segment.epochs().stream()
                .mapToDouble(epoch -> epoch.info().profilerBytes().orElse(0))
                .toArray();
        long growth = Math.round(bytes[bytes.length - 1] - bytes[0]);
        double relevant = Math.max(
                Thresholds.PROFILER_BYTES,
                Thresholds.RELEVANT_SHARE * segment.last().total().inuseBytes());
        if (bytes[0] == 0 || growth < relevant) {
            return Optional.empty();
        }
        Evidence evidence = new Evidence(
                Math.round(bytes[bytes.length - 1]),
                growth,
                Slope.of(growth / segment.lengthHours(), 0),
                OptionalDouble.empty(),
                0,
                0,
                Double.POSITIVE_INFINITY,
                Optional.of(segment.timeAfter(0)),
                false);
        return Optional.of(new SiteVerdict(
                BUCKETS,
                Optional.empty(),
                Verdict.PROFILER,
                "the profiler's tables of stacks grew by " + Wording.bytes(growth)
                        + ": this memory is the price of profiling, and comes on top of the heap",
                evidence,
                Optional.empty()));
    }
}
