// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.HeapRoom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The samples of a profile in columns: a profile of 60,000 stacks is a few arrays, not a million objects.
 *
 * <p>A sample is a stack, one value per sample type, and labels. Its stack is a run of {@link #locationAt} between
 * {@link #stackStart} and {@link #stackEnd}, leaf (innermost) first; each entry is an index into
 * {@link Profile#locations()}. Samples are numbered from 0. Instances are immutable.
 */
public final class Samples {
    /** The number of the empty set of labels. */
    public static final int NO_LABELS = LabelSets.EMPTY;

    private final int valuesPerSample;
    private final int[] stackEnds;
    private final int[] locations;
    private final long[] values;
    private final int[] labelSetOf;
    private final List<List<Label>> labelSets;
    private final int locationsNeeded;

    private Samples(Builder from) {
        this.valuesPerSample = from.valuesPerSample;
        this.stackEnds = trimmed(from.stackEnds, from.count);
        this.locations = trimmed(from.locations, from.locationCount);
        this.values = trimmed(from.values, from.count * from.valuesPerSample);
        this.labelSetOf = trimmed(from.labelSetOf, from.count);
        this.labelSets = from.labelSets.toList();
        this.locationsNeeded = locationsNeeded(locations);
    }

    private static int locationsNeeded(int[] locations) {
        int greatest = -1;
        int signs = 0;
        for (int location : locations) {
            greatest = Math.max(greatest, location);
            signs |= location;
        }
        if (signs < 0) {
            throw new IllegalArgumentException("a stack names a location below 0");
        }
        return greatest + 1;
    }

    private static int[] trimmed(int[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    private static long[] trimmed(long[] array, int length) {
        return array.length == length ? array : Arrays.copyOf(array, length);
    }

    /** Returns how many samples there are. */
    public int count() {
        return stackEnds.length;
    }

    /** Returns how many values each sample has: one per sample type. */
    public int valuesPerSample() {
        return valuesPerSample;
    }

    /** Returns the position of the leaf of a sample's stack, for {@link #locationAt}. */
    public int stackStart(int sample) {
        return sample == 0 ? 0 : stackEnds[sample - 1];
    }

    /** Returns the position after the root of a sample's stack. */
    public int stackEnd(int sample) {
        return stackEnds[sample];
    }

    /** Returns how many locations the stack of a sample has. */
    public int depth(int sample) {
        return stackEnd(sample) - stackStart(sample);
    }

    /** Returns the index into {@link Profile#locations()} of the stack entry at {@code position}. */
    public int locationAt(int position) {
        return locations[position];
    }

    /** Returns the sum of the depths of all stacks: positions run from 0 to this, exclusive. */
    public int totalDepth() {
        return locations.length;
    }

    /** Returns how many locations a profile must have for these stacks: one more than the greatest index. */
    int locationsNeeded() {
        return locationsNeeded;
    }

    /** Returns the value of a sample for the sample type of index {@code type}. */
    public long value(int sample, int type) {
        return values[sample * valuesPerSample + Objects.checkIndex(type, valuesPerSample)];
    }

    /** Returns the labels of a sample, in the order of the profile; empty when it has none. */
    public List<Label> labels(int sample) {
        return labelSets.get(labelSetOf[sample]);
    }

    /** Returns the number of the label set of a sample: samples with equal numbers have equal labels. */
    public int labelSet(int sample) {
        return labelSetOf[sample];
    }

    /** Returns the distinct label sets, by the numbers that {@link #labelSet} gives. */
    public List<List<Label>> labelSets() {
        return labelSets;
    }

    /** Returns the size of these samples on the Java heap, without the texts of their labels. */
    long heapBytes() {
        long labels = labelSets.stream().mapToLong(List::size).sum();
        return heapBytes(valuesPerSample, count(), totalDepth())
                + labelSets.size() * LabelSets.SET_BYTES
                + labels * LabelSets.LABEL_BYTES;
    }

    /** Returns the bytes of the columns of samples. */
    static long heapBytes(int types, int count, int totalDepth) {
        return count * (2L * Integer.BYTES + (long) types * Long.BYTES) + (long) totalDepth * Integer.BYTES;
    }

    /** Returns the value of a sample in a copy. */
    @FunctionalInterface
    interface Values {
        long value(int sample, int type);
    }

    /** Returns samples with these stacks, {@code types} values each, and labels that are mapped by {@code relabel}. */
    Samples with(int types, Values changed, UnaryOperator<List<Label>> relabel) {
        HeapRoom.require(heapBytes(types, count(), totalDepth()));
        Builder copy = new Builder(types, count(), totalDepth());
        int[] sets = labelSets.stream().map(relabel).mapToInt(copy::labelSet).toArray();
        for (int sample = 0; sample < count(); sample++) {
            for (int position = stackStart(sample); position < stackEnd(sample); position++) {
                copy.location(locations[position]);
            }
            for (int type = 0; type < types; type++) {
                copy.value(type, changed.value(sample, type));
            }
            copy.end(sets[labelSetOf[sample]]);
        }
        return copy.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples that
                && valuesPerSample == that.valuesPerSample
                && Arrays.equals(stackEnds, that.stackEnds)
                && Arrays.equals(locations, that.locations)
                && Arrays.equals(values, that.values)
                && sameLabels(that);
    }

    private boolean sameLabels(Samples that) {
        for (int sample = 0; sample < count(); sample++) {
            if (!labels(sample).equals(that.labels(sample))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(stackEnds), Arrays.hashCode(locations), Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "Samples[count=" + count() + ", totalDepth=" + totalDepth() + "]";
    }

    /**
     * Collects samples one after another: the locations of a stack, its values, then {@link #end}. Not thread-safe, and
     * not usable after {@link #build}.
     */
    public static final class Builder {
        private final int valuesPerSample;
        private int[] stackEnds;
        private int[] locations;
        private long[] values;
        private int[] labelSetOf;
        private final LabelSets labelSets = new LabelSets();
        private int count;
        private int locationCount;
        private boolean built;

        /**
         * Starts with room for an estimate, which grows as needed. An exact one saves copying.
         *
         * @param valuesPerSample how many values each sample has, at least 1
         * @param expectedSamples an estimate of the number of samples
         * @param expectedTotalDepth an estimate of the sum of stack depths
         */
        public Builder(int valuesPerSample, int expectedSamples, int expectedTotalDepth) {
            if (valuesPerSample < 1) {
                throw new IllegalArgumentException("valuesPerSample < 1: " + valuesPerSample);
            }
            this.valuesPerSample = valuesPerSample;
            this.stackEnds = new int[expectedSamples];
            this.labelSetOf = new int[stackEnds.length];
            this.values = new long[Math.multiplyExact(stackEnds.length, valuesPerSample)];
            this.locations = new int[expectedTotalDepth];
        }

        /**
         * Allocates arrays for exactly so many samples, so that nothing is copied later.
         *
         * @throws HeapRoom.ExceededException when the Java heap has no room for them
         */
        Builder expect(int samples, int totalDepth) {
            HeapRoom.require(heapBytes(valuesPerSample, samples, totalDepth));
            stackEnds = Arrays.copyOf(stackEnds, samples);
            labelSetOf = Arrays.copyOf(labelSetOf, samples);
            values = Arrays.copyOf(values, Math.multiplyExact(samples, valuesPerSample));
            locations = Arrays.copyOf(locations, totalDepth);
            return this;
        }

        /** Appends a location, an index into the profile's locations, to the stack of the current sample; leaf first. */
        public Builder location(int index) {
            reserveLocations(1);
            locations[locationCount++] = index;
            return this;
        }

        /** Sets the value of the current sample for the sample type of index {@code type}; unset values are 0. */
        public Builder value(int type, long value) {
            Objects.checkIndex(type, valuesPerSample);
            reserveSample();
            values[count * valuesPerSample + type] = value;
            return this;
        }

        /** Ends the current sample, without labels. */
        public Builder end() {
            return end(LabelSets.EMPTY);
        }

        /** Ends the current sample, with the labels of the number that {@link #labelSet} gave. */
        public Builder end(int labelSet) {
            reserveSample();
            stackEnds[count] = locationCount;
            labelSetOf[count] = labelSet;
            count++;
            return this;
        }

        /**
         * Adds a whole sample at once.
         *
         * @param stack indices into the profile's locations, leaf first
         * @param depth how many of them there are
         * @param sampleValues one per sample type
         * @param labelSet what {@link #labelSet} gave
         */
        public Builder add(int[] stack, int depth, long[] sampleValues, int labelSet) {
            reserveLocations(depth);
            System.arraycopy(stack, 0, locations, locationCount, depth);
            locationCount += depth;
            reserveSample();
            System.arraycopy(sampleValues, 0, values, count * valuesPerSample, valuesPerSample);
            return end(labelSet);
        }

        /** Returns the number of a set of labels. Equal lists have equal numbers; the empty list has 0. */
        public int labelSet(List<Label> labels) {
            return labelSets.numberOf(labels);
        }

        /** Returns the number of the set that nearly every heap sample has: only {@link Label#objectBytes}, nothing for 0. */
        public int objectBytesLabelSet(long size) {
            return labelSets.numberOfObjectBytes(size);
        }

        /** Returns the depth so far of the current sample. */
        public int depth() {
            return locationCount - (count == 0 ? 0 : stackEnds[count - 1]);
        }

        /** Returns the ended samples. The builder passes its arrays on and cannot be used again. */
        public Samples build() {
            locationCount = count == 0 ? 0 : stackEnds[count - 1];
            Samples samples = new Samples(this);
            built = true;
            count = 0;
            locationCount = 0;
            stackEnds = new int[0];
            locations = new int[0];
            return samples;
        }

        private void reserveLocations(int more) {
            if (more > locations.length - locationCount) {
                locations = Arrays.copyOf(locations, Math.max(grown(locationCount), locationCount + more));
            }
        }

        private void reserveSample() {
            if (count == stackEnds.length) {
                int capacity = grown(count);
                stackEnds = Arrays.copyOf(stackEnds, capacity);
                labelSetOf = Arrays.copyOf(labelSetOf, capacity);
                values = Arrays.copyOf(values, Math.multiplyExact(capacity, valuesPerSample));
            }
        }

        private int grown(int capacity) {
            if (built) {
                throw new IllegalStateException("the samples are built already");
            }
            return Math.addExact(capacity, Math.max(16, capacity >> 1));
        }
    }
}
