// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Rewrites a protobuf profile into other bytes of the same meaning: messages of different kinds change places, packed
 * numbers are partly unpacked, unknown fields are added, ids stay.
 */
final class WireScrambler {
    private final Random random;

    private WireScrambler(long seed) {
        this.random = new Random(seed);
    }

    static byte[] scramble(byte[] profile, long seed) throws MalformedProfileException {
        WireScrambler scrambler = new WireScrambler(seed);
        List<Field> fields = new ArrayList<>();
        for (Field field : Field.parse(profile)) {
            fields.add(field.number == Fields.PROFILE_SAMPLE ? scrambler.sample(field) : field);
        }
        return scrambler.write(scrambler.shuffled(fields));
    }

    private Field sample(Field sample) throws MalformedProfileException {
        List<Field> fields = new ArrayList<>();
        for (Field field : Field.parse(sample.bytes)) {
            if (field.number == Fields.SAMPLE_LABEL) {
                fields.add(field);
            } else {
                fields.addAll(unpacked(field));
            }
        }
        return new Field(sample.number, Fields.BYTES, write(shuffled(fields)));
    }

    /** The numbers of a packed field, each packed with some of its neighbours or alone. */
    private List<Field> unpacked(Field packed) throws MalformedProfileException {
        List<Field> fields = new ArrayList<>();
        WireReader in = new WireReader(packed.bytes);
        while (in.hasMore()) {
            ProtobufBytes out = new ProtobufBytes();
            if (random.nextBoolean()) {
                out.varint(in.varint());
                fields.add(new Field(packed.number, Fields.VARINT, out.toBytes()));
            } else {
                for (int count = random.nextInt(4); count > 0 && in.hasMore(); count--) {
                    out.varint(in.varint());
                }
                fields.add(new Field(packed.number, Fields.BYTES, out.toBytes()));
            }
        }
        return fields;
    }

    /** In another order, but fields of one number in their own. */
    private List<Field> shuffled(List<Field> fields) {
        List<Field> rest = new ArrayList<>(fields);
        List<Field> shuffled = new ArrayList<>();
        while (!rest.isEmpty()) {
            int number = rest.get(random.nextInt(rest.size())).number;
            int first = 0;
            while (rest.get(first).number != number) {
                first++;
            }
            shuffled.add(rest.remove(first));
        }
        return shuffled;
    }

    private byte[] write(List<Field> fields) {
        ProtobufBytes out = new ProtobufBytes();
        for (Field field : fields) {
            unknownField(out);
            field.write(out);
        }
        unknownField(out);
        return out.toBytes();
    }

    private void unknownField(ProtobufBytes out) {
        int number = 100 + random.nextInt(1000);
        switch (random.nextInt(8)) {
            case 0 -> new Field(number, Fields.VARINT, new byte[] {(byte) 0x80, 1}).write(out);
            case 1 -> new Field(number, Fields.FIXED32, new byte[4]).write(out);
            case 2 -> new Field(number, Fields.FIXED64, new byte[8]).write(out);
            case 3 -> new Field(number, Fields.BYTES, new byte[random.nextInt(5)]).write(out);
            default -> {}
        }
    }

    /** A field as it stands on the wire. */
    private static final class Field {
        private final int number;
        private final int wireType;
        private final byte[] bytes;

        Field(int number, int wireType, byte[] bytes) {
            this.number = number;
            this.wireType = wireType;
            this.bytes = bytes;
        }

        /** The fields of a message that {@link ProfileWriter} wrote, so of two wire types only. */
        static List<Field> parse(byte[] message) throws MalformedProfileException {
            List<Field> fields = new ArrayList<>();
            WireReader in = new WireReader(message);
            while (in.hasMore()) {
                int tag = in.tag();
                int start = in.position();
                if ((tag & 7) == Fields.BYTES) {
                    int outerEnd = in.enter();
                    start = in.position();
                    in.leave(outerEnd);
                } else {
                    in.varint();
                }
                fields.add(new Field(tag >>> 3, tag & 7, Arrays.copyOfRange(message, start, in.position())));
            }
            return fields;
        }

        void write(ProtobufBytes out) {
            if (wireType == Fields.BYTES) {
                out.bytes(number, bytes);
            } else {
                out.tag(number, wireType).raw(bytes);
            }
        }
    }
}
