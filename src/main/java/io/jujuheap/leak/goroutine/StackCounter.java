// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import io.jujuheap.io.HeapRoom;
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

/** Counts the goroutines of a profile by stack. It asks {@link HeapRoom} in steps for what it allocates. */
final class StackCounter {
    /** The list of the names at a location; of one without names, its address as text. */
    private static final int LOCATION_BYTES = 120;

    /** A name in a list that grows. */
    private static final int NAME_BYTES = 12;

    /** A call site, without its names, and its entries in the map and in the copy of it. */
    private static final int STACK_BYTES = 200;

    private static final int STEP = 256 << 10;

    private final Map<String, String> shortNames = new HashMap<>();
    private final List<List<String>> names = new ArrayList<>();
    private final Map<CallSite, Long> counts = new HashMap<>();
    private long unaskedBytes;

    private StackCounter() {}

    /**
     * Returns how many goroutines are at each stack.
     *
     * @throws HeapRoom.ExceededException when the stacks take more memory than there is
     */
    static Map<CallSite, Long> count(Profile profile) {
        StackCounter counter = new StackCounter();
        profile.locations().forEach(counter::addLocation);
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.count(); sample++) {
            counter.addSample(samples, sample);
        }
        return counter.counts;
    }

    private void addLocation(Location location) {
        take(LOCATION_BYTES + (long) NAME_BYTES * location.lines().size());
        names.add(functions(location));
    }

    private void addSample(Samples samples, int sample) {
        long depth = 0;
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            depth += names.get(samples.locationAt(position)).size();
        }
        take(STACK_BYTES + NAME_BYTES * depth);
        List<String> stack = new ArrayList<>(Math.toIntExact(depth));
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            stack.addAll(names.get(samples.locationAt(position)));
        }
        counts.merge(CallSite.of(stack), samples.value(sample, 0), Long::sum);
    }

    /** Returns the names of the functions at a place, innermost first, without the runtime's; the address without names. */
    private List<String> functions(Location location) {
        if (location.lines().isEmpty()) {
            return List.of("0x" + Long.toHexString(location.address()));
        }
        List<String> found = new ArrayList<>(1);
        for (Line line : location.lines()) {
            String name = shortNames.computeIfAbsent(line.function().name(), this::shortened);
            if (!name.startsWith("runtime.") && !name.startsWith("internal/runtime/")) {
                found.add(name);
            }
        }
        return found;
    }

    private String shortened(String name) {
        take(2L * name.length());
        return Function.withoutTypeArguments(name);
    }

    private void take(long bytes) {
        unaskedBytes += bytes;
        if (unaskedBytes >= STEP) {
            HeapRoom.require(unaskedBytes);
            unaskedBytes = 0;
        }
    }
}
