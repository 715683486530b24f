// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Location;
import io.jujuheap.profile.Samples;
import java.util.List;

/** Creates the stacks of the records of a text when all are read and it is known which frames were inlined. */
final class TextStacks {
    private final Frames frames;
    private final TextRecords records;
    private final InlineGroups groups;

    /** The number of stacks that Go may have truncated inside an inlined call. */
    private int cutInInlining;

    TextStacks(RecordReader reader, MemoryMap memoryMap) {
        this.frames = reader.frames();
        this.records = reader.records();
        this.groups = new InlineGroups(frames.all(), memoryMap);
    }

    /** Adds the locations of a record to the current sample. */
    void add(int record, Samples.Builder samples) {
        int position = records.start(record);
        int end = records.end(record);
        while (position < end) {
            Frame frame = frames.get(records.frameAt(position));
            samples.location(groups.locationOf(frame));
            position += frame.locationFrames;
        }
        boolean cut = records.isCut(record) && end > records.start(record);
        if (cut && !groups.isWhole(frames.get(records.frameAt(end - 1)))) {
            cutInInlining++;
        }
    }

    /** Returns the locations that the stacks added so far are made of. */
    List<Location> locations() {
        return groups.locations();
    }

    /** Returns comments about differences from the protobuf. pprof prints them above every report. */
    List<String> comments() {
        return cutInInlining == 0
                ? List.of()
                : List.of(
                        cutInInlining + " of " + records.count() + " stacks were cut at Go's depth limit inside inlined"
                                + " calls: their outermost frame may lack the functions it was inlined into");
    }
}
