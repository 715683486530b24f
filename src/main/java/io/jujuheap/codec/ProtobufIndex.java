// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.BYTES;
import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.io.IntList;
import java.util.ArrayList;
import java.util.List;

/**
 * The first pass over a protobuf profile: the positions of its messages, and the fields of the profile itself. Messages
 * refer to strings and to one another in any order (Go writes the string table last), so all are located before any is
 * read.
 */
final class ProtobufIndex {
    /** Positions of the lengths of the messages. */
    final IntList sampleTypes = new IntList();

    final IntList samples = new IntList();
    final IntList mappings = new IntList();
    final IntList locations = new IntList();
    final IntList functions = new IntList();
    final IntList strings = new IntList();

    /** The depth of the deepest stack. */
    int deepest;

    /** The sum of the depths of all stacks. */
    int totalDepth;

    /** Position of the length of the period type, 0 when absent. */
    int periodType;

    /** Indices into the string table. */
    long dropFrames;

    long keepFrames;
    long defaultSampleType;
    long docUrl;
    final List<Long> comments = new ArrayList<>();

    long timeNanos;
    long durationNanos;
    long period;

    private final WireReader wire;
    private final Limits limits;
    private final MemoryUse memory;

    ProtobufIndex(WireReader wire, Limits limits, MemoryUse memory) throws MalformedProfileException {
        this.wire = wire;
        this.limits = limits;
        this.memory = memory;
        while (wire.hasMore()) {
            field(wire.tag());
        }
    }

    private void field(int tag) throws MalformedProfileException {
        switch (tag) {
            case Fields.PROFILE_SAMPLE << 3 | BYTES -> sample();
            case Fields.PROFILE_LOCATION << 3 | BYTES -> message(locations, limits.tableEntries(), "locations");
            case Fields.PROFILE_FUNCTION << 3 | BYTES -> message(functions, limits.tableEntries(), "functions");
            case Fields.PROFILE_STRING_TABLE << 3 | BYTES -> string();
            case Fields.PROFILE_MAPPING << 3 | BYTES -> message(mappings, limits.tableEntries(), "mappings");
            case Fields.PROFILE_SAMPLE_TYPE << 3 | BYTES -> message(sampleTypes, 64, "sample types");
            default -> headerField(tag);
        }
    }

    private void headerField(int tag) throws MalformedProfileException {
        switch (tag) {
            case Fields.PROFILE_DROP_FRAMES << 3 | VARINT -> dropFrames = wire.varint();
            case Fields.PROFILE_KEEP_FRAMES << 3 | VARINT -> keepFrames = wire.varint();
            case Fields.PROFILE_TIME_NANOS << 3 | VARINT -> timeNanos();
            case Fields.PROFILE_DURATION_NANOS << 3 | VARINT -> durationNanos = wire.varint();
            case Fields.PROFILE_PERIOD_TYPE << 3 | BYTES -> {
                periodType = wire.position();
                wire.skipMessage();
            }
            case Fields.PROFILE_PERIOD << 3 | VARINT -> period = wire.varint();
            case Fields.PROFILE_COMMENT << 3 | VARINT -> comment();
            case Fields.PROFILE_COMMENT << 3 | BYTES -> packedComments();
            case Fields.PROFILE_DEFAULT_SAMPLE_TYPE << 3 | VARINT -> defaultSampleType = wire.varint();
            case Fields.PROFILE_DOC_URL << 3 | VARINT -> docUrl = wire.varint();
            default -> wire.skip(tag, Fields.PROFILE_DOC_URL);
        }
    }

    /** Counts the locations of a sample, so that the memory for all samples is allocated once. */
    private void sample() throws MalformedProfileException {
        int at = wire.position();
        checkCount(samples.size(), limits.samples(), "samples");
        memory.takeGrowth(samples.size(), MemoryUse.ENTRY);
        samples.add(at);
        int outerEnd = wire.enter();
        int depth = 0;
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.SAMPLE_LOCATION_ID << 3 | BYTES -> depth += wire.skipCountingVarints();
                case Fields.SAMPLE_LOCATION_ID << 3 | VARINT -> {
                    wire.varint();
                    depth++;
                }
                case Fields.SAMPLE_VALUE << 3 | BYTES, Fields.SAMPLE_LABEL << 3 | BYTES -> wire.skipMessage();
                default -> wire.skip(tag, 0);
            }
        }
        wire.leave(outerEnd);
        addDepth(depth, at);
    }

    private void addDepth(int depth, int at) throws MalformedProfileException {
        if (depth > limits.depth()) {
            throw WireReader.malformed(at, "a stack is deeper than the allowed " + limits.depth());
        }
        if (depth > limits.stackEntries() - totalDepth) {
            throw WireReader.malformed(at, "the stacks together are deeper than the allowed " + limits.stackEntries());
        }
        deepest = Math.max(deepest, depth);
        totalDepth += depth;
    }

    private int message(IntList kind, int limit, String name) throws MalformedProfileException {
        checkCount(kind.size(), limit, name);
        memory.takeGrowth(kind.size(), MemoryUse.ENTRY);
        kind.add(wire.position());
        return wire.skipMessage();
    }

    private void string() throws MalformedProfileException {
        int at = wire.position();
        if (message(strings, limits.tableEntries(), "strings") > limits.stringBytes()) {
            throw WireReader.malformed(at, "a string is longer than the allowed " + limits.stringBytes() + " bytes");
        }
    }

    private void timeNanos() throws MalformedProfileException {
        if (timeNanos != 0) {
            throw WireReader.malformed(
                    wire.position(), "a second profile begins: concatenated profiles must be split, or merged instead");
        }
        timeNanos = wire.varint();
    }

    private void comment() throws MalformedProfileException {
        checkCount(comments.size(), limits.tableEntries(), "comments");
        memory.take(MemoryUse.COMMENT);
        memory.takeGrowth(comments.size(), MemoryUse.ENTRY);
        comments.add(wire.varint());
    }

    private void packedComments() throws MalformedProfileException {
        int outerEnd = wire.enter();
        while (wire.hasMore()) {
            comment();
        }
        wire.leave(outerEnd);
    }

    private void checkCount(int count, int limit, String name) throws MalformedProfileException {
        if (count == limit) {
            throw WireReader.malformed(wire.position(), "the profile has more than the allowed " + limit + " " + name);
        }
    }
}
