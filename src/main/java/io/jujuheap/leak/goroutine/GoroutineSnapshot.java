// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The goroutines of a process at one moment, counted by stack.
 *
 * @param timeNanos when it was taken, nanoseconds since the Unix epoch; 0 when unknown, as Go's texts do not tell
 * @param counts how many goroutines are at each stack. Functions of the runtime are left out of stacks, because Go's texts and
 *     dumps hide most of them
 */
public record GoroutineSnapshot(long timeNanos, Map<CallSite, Long> counts) {

    public GoroutineSnapshot {
        counts = Map.copyOf(counts);
    }

    /**
     * Returns this snapshot with one copy of each stack that it shares with others.
     *
     * @param sites the stacks of the others, each its own value; those of this one are added
     */
    public GoroutineSnapshot sharing(Map<CallSite, CallSite> sites) {
        Map<CallSite, Long> shared = new HashMap<>();
        counts.forEach((site, count) -> {
            CallSite known = sites.putIfAbsent(site, site);
            shared.put(known == null ? site : known, count);
        });
        return new GoroutineSnapshot(timeNanos, shared);
    }

    /** Returns whether a profile counts goroutines: all of them, or those that leaked. */
    public static boolean isGoroutines(Profile profile) {
        return profile.sampleTypes().get(0).type().startsWith("goroutine");
    }

    /** Returns the snapshot that a profile of goroutines holds. */
    public static GoroutineSnapshot of(Profile profile) {
        requireNonNull(profile, "profile is null");
        List<List<String>> names = new ArrayList<>(profile.locations().size());
        profile.locations().forEach(location -> names.add(functions(location)));
        Map<CallSite, Long> counts = new HashMap<>();
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.count(); sample++) {
            List<String> stack = new ArrayList<>();
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                stack.addAll(names.get(samples.locationAt(position)));
            }
            counts.merge(CallSite.of(stack), samples.value(sample, 0), Long::sum);
        }
        return new GoroutineSnapshot(profile.info().timeNanos(), counts);
    }

    /** Returns the names of the functions at a place, innermost first, without the runtime's; the address without names. */
    private static List<String> functions(Location location) {
        if (location.lines().isEmpty()) {
            return List.of("0x" + Long.toHexString(location.address()));
        }
        List<String> names = new ArrayList<>(1);
        for (Line line : location.lines()) {
            String name = Function.withoutTypeArguments(line.function().name());
            if (!name.startsWith("runtime.") && !name.startsWith("internal/runtime/")) {
                names.add(name);
            }
        }
        return names;
    }
}
