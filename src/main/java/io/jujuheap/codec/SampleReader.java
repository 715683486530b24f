// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.BYTES;
import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.profile.Samples;

/** Reads the samples of a protobuf profile, by far most of it, straight into columns: no object per sample. */
final class SampleReader {
    private final WireReader wire;
    private final IdTable locationIds;
    private final LabelReader labels;
    private final int valuesPerSample;
    private final Limits limits;

    SampleReader(WireReader wire, StringTable strings, IdTable locationIds, int valuesPerSample, Limits limits) {
        this.wire = wire;
        this.locationIds = locationIds;
        this.labels = new LabelReader(wire, strings, limits);
        this.valuesPerSample = valuesPerSample;
        this.limits = limits;
    }

    Samples readAll(IntList positions) throws MalformedProfileException {
        Samples.Builder samples = new Samples.Builder(valuesPerSample, positions.size(), totalDepth(positions));
        for (int i = 0; i < positions.size(); i++) {
            read(positions.get(i), samples);
        }
        return samples.build();
    }

    /** How many locations the stacks have together: counted first, which is quick, so that nothing need grow. */
    private int totalDepth(IntList positions) throws MalformedProfileException {
        int total = 0;
        for (int i = 0; i < positions.size(); i++) {
            int at = positions.get(i);
            int depth = depth(at);
            if (depth > limits.depth()) {
                throw WireReader.malformed(at, "a stack is deeper than the allowed " + limits.depth());
            }
            if (depth > limits.stackEntries() - total) {
                throw WireReader.malformed(
                        at, "the stacks together are deeper than the allowed " + limits.stackEntries());
            }
            total += depth;
        }
        return total;
    }

    private int depth(int at) throws MalformedProfileException {
        int depth = 0;
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.SAMPLE_LOCATION_ID << 3 | BYTES -> depth += wire.skipCountingVarints();
                case Fields.SAMPLE_LOCATION_ID << 3 | VARINT -> {
                    wire.varint();
                    depth++;
                }
                default -> wire.skip(tag, 0);
            }
        }
        return depth;
    }

    private void read(int at, Samples.Builder samples) throws MalformedProfileException {
        int values = 0;
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.SAMPLE_LOCATION_ID << 3 | BYTES -> locations(samples);
                case Fields.SAMPLE_LOCATION_ID << 3 | VARINT -> location(samples);
                case Fields.SAMPLE_VALUE << 3 | BYTES -> values = values(samples, values);
                case Fields.SAMPLE_VALUE << 3 | VARINT -> values = value(samples, values);
                case Fields.SAMPLE_LABEL << 3 | BYTES -> labels.read();
                default -> wire.skip(tag, Fields.SAMPLE_LABEL);
            }
        }
        if (values != valuesPerSample) {
            throw wrongValueCount(at, Integer.toString(values));
        }
        samples.end(labels.endSample(samples, at));
    }

    private void locations(Samples.Builder samples) throws MalformedProfileException {
        int outerEnd = wire.enter();
        while (wire.hasMore()) {
            location(samples);
        }
        wire.leave(outerEnd);
    }

    private void location(Samples.Builder samples) throws MalformedProfileException {
        long id = wire.varint();
        int index = locationIds.indexOf(id);
        if (index == IdTable.ABSENT) {
            throw WireReader.malformed(
                    wire.position(),
                    "a sample names location " + Long.toUnsignedString(id) + ", which the profile does not have");
        }
        samples.location(index);
    }

    private int values(Samples.Builder samples, int count) throws MalformedProfileException {
        int outerEnd = wire.enter();
        int values = count;
        while (wire.hasMore()) {
            values = value(samples, values);
        }
        wire.leave(outerEnd);
        return values;
    }

    private int value(Samples.Builder samples, int count) throws MalformedProfileException {
        if (count == valuesPerSample) {
            throw wrongValueCount(wire.position(), "more than " + count);
        }
        samples.value(count, wire.varint());
        return count + 1;
    }

    private MalformedProfileException wrongValueCount(int at, String count) {
        return WireReader.malformed(
                at, "a sample has " + count + " values, but the profile has " + valuesPerSample + " sample types");
    }
}
