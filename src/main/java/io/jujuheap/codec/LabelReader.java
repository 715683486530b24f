// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the labels of samples. Nearly every heap sample has exactly one, a number under one and the same key (the size of
 * its objects), so the set that holds only such a label is remembered. As in pprof, a string hides a number in the same
 * label, and a label with neither string, number nor unit is none.
 */
final class LabelReader {
    private static final int KEY = 0;
    private static final int STR = 1;
    private static final int NUM = 2;
    private static final int UNIT = 3;
    private static final int FIELDS = 4;

    private final WireReader wire;
    private final StringTable strings;
    private final Limits limits;
    private int labelsOfAllSamples;

    /** The labels of the sample under way, {@link #FIELDS} numbers each. */
    private long[] pending = new long[2 * FIELDS];

    private int pendingSize;

    private long rememberedKey = -1;
    private LongIntMap rememberedSets = new LongIntMap();

    LabelReader(WireReader wire, StringTable strings, Limits limits) {
        this.wire = wire;
        this.strings = strings;
        this.limits = limits;
    }

    /** Reads one label of the sample under way, from its length. */
    void read() throws MalformedProfileException {
        if (labelsOfAllSamples++ == limits.labels()) {
            throw WireReader.malformed(
                    wire.position(), "the profile has more than the allowed " + limits.labels() + " labels");
        }
        long key = 0;
        long str = 0;
        long num = 0;
        long unit = 0;
        int outerEnd = wire.enter();
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
        wire.leave(outerEnd);
        if (str != 0 || num != 0 || unit != 0) {
            add(key, str, num, unit);
        }
    }

    private void add(long key, long str, long num, long unit) {
        if (pendingSize == pending.length) {
            pending = Arrays.copyOf(pending, pendingSize * 2);
        }
        pending[pendingSize + KEY] = key;
        pending[pendingSize + STR] = str;
        pending[pendingSize + NUM] = num;
        pending[pendingSize + UNIT] = unit;
        pendingSize += FIELDS;
    }

    /** The number of the set of labels read since the last call, for the sample that begins at byte {@code at}. */
    int endSample(Samples.Builder samples, int at) throws MalformedProfileException {
        int size = pendingSize;
        pendingSize = 0;
        boolean onePlainNumber = size == FIELDS && pending[STR] == 0 && pending[UNIT] == 0;
        if (onePlainNumber) {
            return plainNumberSet(samples, pending[KEY], pending[NUM], at);
        }
        List<Label> labels = new ArrayList<>(size / FIELDS);
        for (int i = 0; i < size; i += FIELDS) {
            String key = strings.get(pending[i + KEY], at);
            labels.add(
                    pending[i + STR] != 0
                            ? new Label(key, strings.get(pending[i + STR], at), 0, "")
                            : new Label(key, "", pending[i + NUM], strings.get(pending[i + UNIT], at)));
        }
        return samples.labelSet(labels);
    }

    private int plainNumberSet(Samples.Builder samples, long key, long num, int at) throws MalformedProfileException {
        if (key != rememberedKey) {
            rememberedKey = key;
            rememberedSets = new LongIntMap();
        }
        int set = rememberedSets.get(num);
        if (set == LongIntMap.ABSENT) {
            set = samples.labelSet(List.of(new Label(strings.get(key, at), "", num, "")));
            rememberedSets.add(num, set);
        }
        return set;
    }
}
