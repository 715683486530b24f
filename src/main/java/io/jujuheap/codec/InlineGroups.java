// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the inlined frames of a text profile, and joins each run of them to one location, as in Go's protobuf. The text
 * does not mark inlined frames. But all frames of one machine-code function have the same entry address, and the frame
 * whose caller has another entry address is that function itself. A frame with that entry address and another name was
 * inlined into it.
 *
 * <p>The address of a frame determines where it was inlined. So one complete stack is enough to know it also for stacks
 * that Go truncated in the middle of such a run.
 */
final class InlineGroups {
    /** The most inlined frames of a location, more than any compiler nests. It bounds a hostile profile. */
    private static final int DEEPEST = 100;

    private final MemoryMap memoryMap;
    private final Map<Long, String> physicalNames = new HashMap<>();
    private final List<Location> locations = new ArrayList<>();

    /** Analyses all {@code frames} when all stacks are known. */
    InlineGroups(List<Frame> frames, MemoryMap memoryMap) {
        this.memoryMap = memoryMap;
        for (Frame frame : frames) {
            if (frame.isPhysical()) {
                physicalNames.putIfAbsent(frame.entry(), frame.name());
            }
        }
    }

    /** Returns the locations so far. */
    List<Location> locations() {
        return locations;
    }

    /**
     * Returns whether {@code frame}, the last of a truncated stack, is known to be followed by all frames it was
     * inlined into. A frame that is always followed by one of the same function may have been inlined into it, which Go
     * does once for recursive ones.
     */
    boolean isWhole(Frame frame) {
        if (!frame.isNamed() || inlinedInto(frame) != null) {
            return true;
        }
        Frame caller = frame.callerOfSameEntry();
        boolean mayBeInlinedIntoItself = caller != null && !caller.equals(frame);
        return frame.name().equals(physicalNames.get(frame.entry())) && !mayBeInlinedIntoItself;
    }

    /** Creates the location that begins with {@code frame}, if needed, and returns its index. */
    int locationOf(Frame frame) {
        if (frame.location == Frame.NO_LOCATION) {
            makeLocation(frame);
        }
        return frame.location;
    }

    private void makeLocation(Frame leaf) {
        Frame frame = inlinedInto(leaf);
        List<Line> lines = frame == null ? leaf.lines() : new ArrayList<>(leaf.lines());
        int frames = 1;
        while (frame != null && frames < DEEPEST) {
            lines.addAll(frame.lines());
            frames++;
            frame = inlinedInto(frame);
        }
        leaf.location = locations.size();
        leaf.locationFrames = frames;
        locations.add(new Location(memoryMap.at(leaf.address()), leaf.address(), lines, false));
    }

    /** Returns the frame into which {@code frame} was inlined; null when there is none or it is unknown. */
    private @Nullable Frame inlinedInto(Frame frame) {
        Frame caller = frame.callerOfSameEntry();
        if (caller == null || caller.name().equals(frame.name())) {
            return null;
        }
        String physical = physicalNames.get(frame.entry());
        return physical == null || physical.equals(frame.name()) ? null : caller;
    }
}
