// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resident memory as a profile. Its one sample type is {@code memory_space}, as golang/go#79179 proposes, and its total is
 * the resident memory. Each part is a root: below that of the live heap are the stacks of the heap profile, below that of the
 * collector its two halves, below that of the stacks those of the goroutines, as far as they are known.
 */
public final class MemoryProfile {
    private static final SampleType MEMORY_SPACE = new SampleType("memory_space", "bytes");

    private final List<Location> locations;
    private final Samples.Builder samples;

    private MemoryProfile(Profile heap) {
        this.locations = new ArrayList<>(heap.locations());
        int count = heap.samples().count();
        this.samples = new Samples.Builder(1, count, heap.samples().totalDepth() + count);
    }

    /**
     * Returns the profile of a moment. Known limits of the figures are among its comments.
     *
     * @param heap the heap profile of that moment
     * @param goroutines the goroutine profile of that moment. The memory of stacks is shared among them by their number:
     *     which stack has grown by how much is not known.
     */
    public static Profile of(ResidentMemory memory, Profile heap, Optional<Profile> goroutines) {
        MemoryProfile profile = new MemoryProfile(heap);
        int inUse = heap.sampleTypeIndex(SampleType.INUSE_SPACE.type()).orElseThrow();
        profile.addStacks(heap, inUse, 0, MemoryPart.LIVE_HEAP, memory.bytes(MemoryPart.LIVE_HEAP));
        if (goroutines.isPresent()) {
            int first = profile.locations.size();
            profile.locations.addAll(goroutines.get().locations());
            profile.addStacks(goroutines.get(), 0, first, MemoryPart.STACKS, memory.bytes(MemoryPart.STACKS));
        }
        int collector = profile.frame(MemoryPart.COLLECTOR.title());
        profile.add(memory.sinceLastCycle(), profile.frame("allocated since the last collection"), collector);
        profile.add(memory.keptFree(), profile.frame("kept free"), collector);
        for (MemoryPart part : memory.parts().keySet()) {
            boolean isThere = part == MemoryPart.LIVE_HEAP
                    || part == MemoryPart.COLLECTOR
                    || (part == MemoryPart.STACKS && goroutines.isPresent());
            if (!isThere && part.isResident()) {
                profile.add(memory.bytes(part), profile.frame(part.title()));
            }
        }
        profile.add(memory.unsplit(), profile.frame(ResidentMemory.UNSPLIT_TITLE));
        Set<Mapping> mappings = new LinkedHashSet<>(heap.mappings());
        goroutines.ifPresent(stacks -> mappings.addAll(stacks.mappings()));
        return new Profile(
                info(memory, heap.info()), List.copyOf(mappings), profile.locations, profile.samples.build());
    }

    private static ProfileInfo info(ResidentMemory memory, ProfileInfo heap) {
        return new ProfileInfo(
                List.of(MEMORY_SPACE),
                MEMORY_SPACE.type(),
                heap.periodType(),
                heap.period(),
                heap.timeNanos(),
                0,
                heap.dropFrames(),
                heap.keepFrames(),
                memory.caveats().stream().map(ResidentMemory.Caveat::sentence).toList(),
                "",
                null);
    }

    /**
     * Adds the stacks of a profile below a part, scaled to the bytes of the part.
     *
     * @param firstLocation the index here of the profile's first location
     */
    private void addStacks(Profile profile, int type, int firstLocation, MemoryPart part, long bytes) {
        int root = frame(part.title());
        long total = profile.total(type);
        if (total == 0) {
            add(bytes, root);
            return;
        }
        long seen = 0;
        long given = 0;
        for (int sample = 0; sample < profile.samples().count(); sample++) {
            seen += profile.samples().value(sample, type);
            // Rounding errors are carried over to the next sample, so the sum is exact.
            long upToHere = Math.round((double) seen / (double) total * (double) bytes);
            if (upToHere != given) {
                addStack(profile.samples(), sample, firstLocation, root, upToHere - given);
                given = upToHere;
            }
        }
    }

    private void addStack(Samples from, int sample, int firstLocation, int root, long bytes) {
        for (int position = from.stackStart(sample); position < from.stackEnd(sample); position++) {
            samples.location(firstLocation + from.locationAt(position));
        }
        samples.location(root).value(0, bytes).end(samples.labelSet(from.labels(sample)));
    }

    /** Adds a sample unless its value is 0; leaf first. */
    private void add(long bytes, int... stack) {
        if (bytes == 0) {
            return;
        }
        for (int location : stack) {
            samples.location(location);
        }
        samples.value(0, bytes).end();
    }

    /** Returns the index of a new location that stands for a part; brackets tell it from a function. */
    private int frame(String title) {
        String name = "[" + title + "]";
        locations.add(new Location(Mapping.NONE, 0, List.of(new Line(new Function(name, name, "", 0), 0, 0)), false));
        return locations.size() - 1;
    }
}
