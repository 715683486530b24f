// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.BYTES;
import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.io.IntList;
import io.jujuheap.profile.Samples;

/** Reads the samples of a protobuf profile, by far its largest part, straight into columns, without an object per sample. */
final class SampleReader {
    private final WireReader wire;
    private final IdTable locationIds;
    private final LabelReader labels;
    private final Samples.Builder samples;

    /** The current sample. */
    private final long[] ids;

    private final int[] stack;
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
        this.locationIds = locationIds;
        memory.takeSamples(index.samples.size(), valuesPerSample, index.totalDepth);
        this.samples = new Samples.Builder(valuesPerSample, index.samples.size(), index.totalDepth);
        this.labels = new LabelReader(wire, strings, samples, limits, memory);
        this.ids = new long[index.deepest];
        this.stack = new int[index.deepest];
        this.values = new long[valuesPerSample];
    }

    /** Reads the samples at these positions. */
    Samples readAll(IntList positions) throws MalformedProfileException {
        for (int i = 0; i < positions.size(); i++) {
            read(positions.get(i));
        }
        return samples.build();
    }

    private void read(int at) throws MalformedProfileException {
        int depth = 0;
        int valueCount = 0;
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.SAMPLE_LOCATION_ID << 3 | BYTES -> depth = wire.packed(ids, depth);
                case Fields.SAMPLE_LOCATION_ID << 3 | VARINT -> ids[depth++] = wire.varint();
                case Fields.SAMPLE_VALUE << 3 | BYTES -> valueCount = wire.packed(values, valueCount);
                case Fields.SAMPLE_VALUE << 3 | VARINT -> valueCount = value(valueCount);
                case Fields.SAMPLE_LABEL << 3 | BYTES -> labels.found();
                default -> wire.skip(tag, Fields.SAMPLE_LABEL);
            }
        }
        if (valueCount != values.length) {
            throw wrongValueCount(at, Integer.toString(valueCount));
        }
        locationIds.indicesOf(ids, depth, stack, at);
        samples.add(stack, depth, values, labels.endSample());
    }

    private int value(int count) throws MalformedProfileException {
        if (count == values.length) {
            throw wrongValueCount(wire.position(), "more than " + count);
        }
        values[count] = wire.varint();
        return count + 1;
    }

    private MalformedProfileException wrongValueCount(int at, String count) {
        return WireReader.malformed(
                at, "a sample has " + count + " values, but the profile has " + values.length + " sample types");
    }
}
