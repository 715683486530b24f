// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.BYTES;
import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.io.IntList;
import io.jujuheap.profile.Samples;

/**
 * Reads the samples of a protobuf profile, by far its largest part, straight into columns, without an object per sample. How many
 * entries all stacks have together is estimated from the first of them, since to count all would be to read them twice.
 */
final class SampleReader {
    /** Enough stack entries to tell what the rest is like. */
    private static final int FEW_ENTRIES = 4_096;

    /** The column grows by no more than this factor at once, so that a wrong estimate takes no memory to speak of. */
    private static final long MOST_GROWTH = 16;

    private final WireReader wire;
    private final IntList positions;
    private final IdTable locationIds;
    private final LabelReader labels;
    private final Samples.Builder samples;
    private final Limits limits;
    private final MemoryUse memory;

    /** Bytes of all samples, and of those up to the current one. */
    private final long bytes;

    private long bytesRead;

    /** Stack entries that the column has room for. */
    private int room;

    /** The current sample: where it begins, the places of its locations, how many there are, and its values. */
    private int at;

    private final int[] stack;
    private int depth;
    private final long[] values;

    SampleReader(
            WireReader wire,
            ProtobufIndex index,
            StringTable strings,
            IdTable locationIds,
            int valuesPerSample,
            Limits limits,
            MemoryUse memory) {
        this.wire = wire;
        this.positions = index.samples;
        this.bytes = index.sampleBytes;
        this.locationIds = locationIds;
        this.limits = limits;
        this.memory = memory;
        // Each location takes a byte at least.
        this.stack = new int[Math.min(limits.depth(), index.longestSample)];
        memory.takeSamples(positions.size(), valuesPerSample, 0);
        this.samples = new Samples.Builder(valuesPerSample, positions.size(), 0);
        this.labels = new LabelReader(wire, strings, samples, limits, memory);
        this.values = new long[valuesPerSample];
    }

    /** Reads all samples. */
    Samples readAll() throws MalformedProfileException {
        for (int i = 0; i < positions.size(); i++) {
            at = positions.get(i);
            read();
        }
        return samples.build();
    }

    private void read() throws MalformedProfileException {
        depth = 0;
        int valueCount = 0;
        wire.enterAt(at);
        bytesRead += wire.remaining();
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.SAMPLE_LOCATION_ID << 3 | BYTES -> locations();
                case Fields.SAMPLE_LOCATION_ID << 3 | VARINT -> location();
                case Fields.SAMPLE_VALUE << 3 | BYTES -> valueCount = wire.packed(values, valueCount);
                case Fields.SAMPLE_VALUE << 3 | VARINT -> valueCount = value(valueCount);
                case Fields.SAMPLE_LABEL << 3 | BYTES -> labels.found();
                default -> wire.skip(tag, Fields.SAMPLE_LABEL);
            }
        }
        if (valueCount != values.length) {
            throw wrongValueCount(at, Integer.toString(valueCount));
        }
        makeRoom();
        samples.add(stack, depth, values, labels.endSample());
    }

    /** Ids in order are their places, nearly all there are; others are looked up one by one. */
    private void locations() throws MalformedProfileException {
        int outerEnd = wire.enter();
        depth = wire.places(locationIds.countInOrder(), stack, depth);
        while (wire.hasMore()) {
            location();
            depth = wire.places(locationIds.countInOrder(), stack, depth);
        }
        wire.leave(outerEnd);
    }

    private void location() throws MalformedProfileException {
        if (depth == stack.length) {
            throw WireReader.malformed(at, "a stack is deeper than the allowed " + limits.depth());
        }
        long id = wire.varint();
        int place = locationIds.indexOf(id);
        if (place == IdTable.ABSENT) {
            throw WireReader.malformed(
                    at, "a sample names location " + Long.toUnsignedString(id) + ", which the profile does not have");
        }
        stack[depth++] = place;
    }

    /** Where the current stack does not fit, makes the column of locations as long as it will be if the rest is like what was read. */
    private void makeRoom() throws MalformedProfileException {
        int needed = samples.totalDepth() + depth;
        if (needed <= room) {
            return;
        }
        if (needed < 0 || needed > limits.stackEntries()) {
            throw WireReader.malformed(at, "the stacks together are deeper than the allowed " + limits.stackEntries());
        }
        // Rather too long, as writers number locations when they first meet them: small numbers take fewer bytes.
        long estimate = room == 0 ? FEW_ENTRIES : Math.min(needed * bytes / bytesRead, room * MOST_GROWTH);
        int longer = (int) Math.min(Math.max(estimate, needed), limits.stackEntries());
        memory.take((long) longer * Integer.BYTES);
        samples.expectTotalDepth(longer);
        memory.giveBack((long) room * Integer.BYTES);
        room = longer;
    }

    private int value(int count) throws MalformedProfileException {
        if (count == values.length) {
            throw wrongValueCount(wire.position(), "more than " + count);
        }
        values[count] = wire.varint();
        return count + 1;
    }

    private MalformedProfileException wrongValueCount(int where, String count) {
        return WireReader.malformed(
                where, "a sample has " + count + " values, but the profile has " + values.length + " sample types");
    }
}
