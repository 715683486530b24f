// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.io.IntList;
import io.jujuheap.io.LongNumbers;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the labels of samples. As in pprof, a string hides a number in the same label, and a label without string, number
 * and unit does not count.
 *
 * <p>Nearly every heap sample has one label of a few bytes, the size of its objects, and thousands have the same. So
 * sets of one short label are cached by the bytes of the label.
 */
final class LabelReader {
    private final WireReader wire;
    private final StringTable strings;
    private final Samples.Builder samples;
    private final Limits limits;
    private final MemoryUse memory;
    private int labelsOfAllSamples;

    /** The number of sets so far, the empty one included. */
    private int sets = 1;

    /** Short labels, and the numbers of the sets with only that label. */
    private final LongNumbers shortLabels = new LongNumbers();

    private final IntList setsOfOne = new IntList();

    /** The positions of the labels of the current sample. */
    private final IntList positions = new IntList();

    LabelReader(WireReader wire, StringTable strings, Samples.Builder samples, Limits limits, MemoryUse memory) {
        this.wire = wire;
        this.strings = strings;
        this.samples = samples;
        this.limits = limits;
        this.memory = memory;
    }

    /** Skips a label of the current sample, from its length, and remembers its position. */
    void found() throws MalformedProfileException {
        if (labelsOfAllSamples++ == limits.labels()) {
            throw WireReader.malformed(
                    wire.position(), "the profile has more than the allowed " + limits.labels() + " labels");
        }
        memory.takeGrowth(positions.size(), MemoryUse.ENTRY);
        positions.add(wire.position());
        wire.skipMessage();
    }

    /** Returns the number of the set of the labels found since the last call. The position of the reader is undefined afterwards. */
    int endSample() throws MalformedProfileException {
        if (positions.size() == 0) {
            return Samples.NO_LABELS;
        }
        long single = positions.size() == 1 ? wire.shortMessageAt(positions.get(0)) : -1;
        int set = single < 0 ? labelSet() : setOfOne(single);
        positions.clear();
        return set;
    }

    private int setOfOne(long shortLabel) throws MalformedProfileException {
        int known = shortLabels.get(shortLabel);
        if (known == LongNumbers.ABSENT) {
            setsOfOne.add(labelSet());
            memory.takeGrowth(shortLabels.count(), MemoryUse.MAP_ENTRY);
            known = shortLabels.add(shortLabel);
        }
        return setsOfOne.get(known);
    }

    private int labelSet() throws MalformedProfileException {
        int set = samples.labelSet(read());
        if (set == sets) {
            memory.takeGrowth(sets++, 3 * MemoryUse.ENTRY);
            memory.take(MemoryUse.LABEL_SET + (long) positions.size() * MemoryUse.LABEL);
        }
        return set;
    }

    private List<Label> read() throws MalformedProfileException {
        List<Label> labels = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            Label label = read(positions.get(i));
            if (label.isText() || label.number() != 0 || !label.unit().isEmpty()) {
                labels.add(label);
            }
        }
        return labels;
    }

    private Label read(int at) throws MalformedProfileException {
        long key = 0;
        long str = 0;
        long num = 0;
        long unit = 0;
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.LABEL_KEY << 3 | VARINT -> key = wire.varint();
                case Fields.LABEL_STR << 3 | VARINT -> str = wire.varint();
                case Fields.LABEL_NUM << 3 | VARINT -> num = wire.varint();
                case Fields.LABEL_NUM_UNIT << 3 | VARINT -> unit = wire.varint();
                default -> wire.skip(tag, Fields.LABEL_NUM_UNIT);
            }
        }
        return str != 0
                ? new Label(strings.get(key, at), strings.get(str, at), 0, "")
                : new Label(strings.get(key, at), "", num, strings.get(unit, at));
    }
}
