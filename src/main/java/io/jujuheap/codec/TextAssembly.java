// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a profile from all records of a heap text. */
final class TextAssembly {
    /** Allocations come first, so that live bytes, the last, are shown by default. */
    private static final List<SampleType> ALLOCATED_AND_LIVE =
            List.of(SampleType.ALLOC_OBJECTS, SampleType.ALLOC_SPACE, SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE);

    private static final List<SampleType> LIVE_ONLY =
            List.of(new SampleType("objects", "count"), new SampleType("space", "bytes"));

    private final MemoryUse memory;
    private final TextHeader header;
    private final @Nullable MemStats memStats;
    private final List<SampleType> sampleTypes;
    private final TextRecords records;
    private final MemoryMap memoryMap;
    private final TextStacks stacks;

    /** The number of label sets so far, the empty one included. */
    private int labelSets = 1;

    private TextAssembly(
            TextHeader header,
            RecordReader reader,
            MemoryMap memoryMap,
            @Nullable MemStats memStats,
            MemoryUse memory) {
        this.memory = memory;
        this.header = header;
        this.memStats = memStats;
        boolean writtenByGo = memStats != null || reader.frames().anyNamed();
        this.sampleTypes = writtenByGo || header.allocationsDiffer() ? ALLOCATED_AND_LIVE : LIVE_ONLY;
        this.records = reader.records();
        this.memoryMap = memoryMap;
        this.stacks = new TextStacks(reader, memoryMap);
    }

    static Profile assemble(
            TextHeader header,
            RecordReader reader,
            MemoryMap memoryMap,
            @Nullable MemStats memStats,
            MemoryUse memory) {
        return new TextAssembly(header, reader, memoryMap, memStats, memory).profile();
    }

    private Profile profile() {
        Samples samples = samples();
        return new Profile(info(), memoryMap.mappings(), stacks.locations(), samples);
    }

    private Samples samples() {
        int types = sampleTypes.size();
        int firstValue = TextRecords.VALUES - types;
        memory.takeSamples(records.count(), types, records.totalDepth());
        Samples.Builder samples = new Samples.Builder(types, records.count(), records.totalDepth());
        for (int record = 0; record < records.count(); record++) {
            stacks.add(record, samples);
            for (int type = 0; type < types; type++) {
                samples.value(type, records.value(record, firstValue + type));
            }
            samples.end(labelSet(samples.objectBytesLabelSet(records.objectBytes(record))));
        }
        return samples.build();
    }

    private int labelSet(int set) {
        if (set == labelSets) {
            memory.takeGrowth(labelSets++, MemoryUse.MAP_ENTRY);
            memory.take(MemoryUse.LABEL_SET + MemoryUse.LABEL);
        }
        return set;
    }

    private ProfileInfo info() {
        return new ProfileInfo(
                sampleTypes,
                "",
                new SampleType("space", "bytes"),
                header.period(),
                0,
                0,
                "",
                "",
                stacks.comments(),
                "",
                memStats);
    }
}
