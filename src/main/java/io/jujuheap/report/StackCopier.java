// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.Arrays;
import java.util.List;

/** Copies complete or shortened samples of a profile into a new one whose locations have the same numbers. */
final class StackCopier {
    private final Profile from;
    private final Samples samples;
    private final Samples.Builder copy;
    private final int[] labelSets;

    StackCopier(Profile from) {
        HeapRoom.require(from.heapBytes());
        this.from = from;
        this.samples = from.samples();
        this.copy = new Samples.Builder(samples.valuesPerSample(), samples.count(), samples.totalDepth());
        this.labelSets = new int[samples.labelSets().size()];
        Arrays.fill(labelSets, -1);
    }

    /** Appends the stack entry at a position of the original profile to the current sample. */
    void copyLocation(int position) {
        copy.location(samples.locationAt(position));
    }

    /** Appends the location with that number, among the locations of {@link #build}, to the current sample. */
    void location(int number) {
        copy.location(number);
    }

    /** Ends the current sample with the values and labels of {@code sample}. */
    void end(int sample) {
        for (int type = 0; type < samples.valuesPerSample(); type++) {
            copy.value(type, samples.value(sample, type));
        }
        copy.end(labelSet(samples.labelSet(sample)));
    }

    /** Copies a sample whose stack is a part of the original. */
    void copy(int sample, int fromPosition, int toPosition) {
        for (int position = fromPosition; position < toPosition; position++) {
            copyLocation(position);
        }
        end(sample);
    }

    /** Returns the number of locations of the current sample. */
    int depth() {
        return copy.depth();
    }

    /** The profile of the copied samples. */
    Profile build(List<Location> locations) {
        return new Profile(from.info(), from.mappings(), locations, copy.build());
    }

    private int labelSet(int original) {
        if (labelSets[original] < 0) {
            labelSets[original] = copy.labelSet(samples.labelSets().get(original));
        }
        return labelSets[original];
    }
}
