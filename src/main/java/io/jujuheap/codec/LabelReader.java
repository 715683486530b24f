// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels of samples. As in pprof, a string hides a number in the same label, and a label with neither string,
 * number nor unit is none.
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

    /** The key of the last set of one plain number, as a string index, and such sets under that key. */
    private long numberKey;

    private @Nullable NumberLabels numberLabels;

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
        add(key, str, num, unit);
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
            Label label = label(i, at);
            if (label.isText() || label.number() != 0 || !label.unit().isEmpty()) {
                labels.add(label);
            }
        }
        return samples.labelSet(labels);
    }

    private Label label(int pendingAt, int at) throws MalformedProfileException {
        String key = strings.get(pending[pendingAt + KEY], at);
        long str = pending[pendingAt + STR];
        return str != 0
                ? new Label(key, strings.get(str, at), 0, "")
                : new Label(key, "", pending[pendingAt + NUM], strings.get(pending[pendingAt + UNIT], at));
    }

    private int plainNumberSet(Samples.Builder samples, long key, long num, int at) throws MalformedProfileException {
        if (numberLabels == null || numberKey != key) {
            numberLabels = new NumberLabels(strings.get(key, at), samples);
            numberKey = key;
        }
        return numberLabels.setOf(num);
    }
}
