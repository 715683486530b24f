// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Heap profiles that keep every limit on the number of things, and cost as much memory as such a profile can. */
public final class LargeProfiles {
    /** Below the 19 MB that a sidecar with a heap of 96 MB lets in. */
    private static final int MOST_BYTES = 18_000_000;

    private static final int MOST_ENTRIES = 990_000;
    private static final int DEEPEST = 4_000;
    private static final int LONGEST_NAME = 65_500;

    private LargeProfiles() {}

    /** Returns one of each kind, by its name, when it is asked for. */
    public static Map<String, IntFunction<byte[]>> byPercentOfLimits() {
        Map<String, IntFunction<byte[]>> all = new LinkedHashMap<>();
        all.put("functions", percent -> repeated(percent, i -> function(i + 2, 0)));
        all.put("functions with names", percent -> repeated(percent, i -> function(i + 2, 8)));
        all.put("locations", percent -> repeated(percent, i -> location(i + 2, 0)));
        all.put("locations with ids out of order", percent -> repeated(percent, i -> location(2_000_000 - i, 0)));
        all.put("locations with a line", percent -> repeated(percent, i -> location(i + 2, 1)));
        all.put("a location of many lines", percent -> {
            int lines = MOST_BYTES / 100 * percent / 4;
            return profile(new ProtobufBytes().bytes(4, location(2, lines)).toBytes());
        });
        all.put("mappings", percent -> repeated(percent, i -> message(3, new ProtobufBytes().number(1, i + 1))));
        all.put(
                "strings",
                percent -> repeated(
                        percent,
                        i -> new ProtobufBytes().text(6, Integer.toHexString(i)).toBytes()));
        all.put("samples", percent -> repeated(percent, i -> sample(1, i, new byte[0])));
        all.put(
                "samples with a label of their own",
                percent -> repeated(
                        percent,
                        i -> sample(
                                1,
                                1,
                                message(3, new ProtobufBytes().number(1, 8).number(3, i)))));
        all.put(
                "comments",
                percent ->
                        repeated(percent, i -> new ProtobufBytes().number(13, 8).toBytes()));
        all.put(
                "comments of their own",
                percent -> repeated(percent, i -> new ProtobufBytes()
                        .text(6, Integer.toHexString(i))
                        .number(13, i + 10)
                        .toBytes()));
        all.put("samples with stacks of their own", LargeProfiles::pairs);
        all.put("samples with many values", LargeProfiles::wide);
        all.put("functions with names of control characters", percent -> named(percent, "", "\u0001"));
        all.put("functions with long type arguments", percent -> named(percent, "", "["));
        all.put("functions with long names and type arguments", percent -> named(percent, "main.f[int]", "f"));
        all.put("deep stacks of one long name", LargeProfiles::deepAndLong);
        all.put("deep stacks of many inlined functions", percent -> {
            ProtobufBytes inlined = new ProtobufBytes().bytes(4, location(2, 16));
            for (int i = 0; i < 5 * percent; i++) {
                inlined.raw(sample(DEEPEST, 2, i, new byte[0]));
            }
            return profile(inlined.toBytes());
        });
        all.put("deep stacks", percent -> repeated(percent, i -> sample(DEEPEST, 1, new byte[0])));
        all.put("deep stacks that share nothing", LargeProfiles::tree);
        return all;
    }

    /** Returns one of these heap profiles as a profile of goroutines. */
    public static byte[] ofGoroutines(byte[] heap) {
        int start = header("alloc_objects").toBytes().length;
        return header("goroutine")
                .raw(Arrays.copyOfRange(heap, start, heap.length))
                .toBytes();
    }

    /** Samples of a thousand times a thousand stacks of two locations. */
    private static byte[] pairs(int percent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 2; i <= 1_000; i++) {
            out.writeBytes(location(i, 1));
        }
        out.writeBytes(entries(
                percent,
                i -> message(
                        2,
                        new ProtobufBytes()
                                .packed(1, 1 + i % 1_000, 1 + i / 1_000)
                                .packed(2, i, 1, 1, 1))));
        return profile(out.toByteArray());
    }

    /** Samples of as many values as a profile may have types. */
    private static byte[] wide(int percent) {
        int types = 64;
        ProtobufBytes more = new ProtobufBytes();
        for (int type = 5; type <= types; type++) {
            more.message(1, new ProtobufBytes().number(1, 7).number(2, 5));
        }
        long[] values = new long[types];
        Arrays.fill(values, 1);
        for (int i = 0; i < MOST_BYTES / 100 * percent / 75; i++) {
            values[0] = i;
            more.message(2, new ProtobufBytes().bytes(1, new byte[] {1}).packed(2, values));
        }
        return header().raw(more.toBytes()).toBytes();
    }

    /** Functions with names as long as they may be, each with a sample of its own. */
    private static byte[] named(int percent, String start, String character) {
        ProtobufBytes named = new ProtobufBytes();
        for (int i = 0; i < MOST_BYTES / 100 * percent / LONGEST_NAME; i++) {
            int id = i + 2;
            named.text(6, start + i + character.repeat(LONGEST_NAME - 20) + "]");
            named.raw(function(id, i + 10));
            named.message(4, new ProtobufBytes().number(1, id).message(4, new ProtobufBytes().number(1, id)));
            named.message(2, new ProtobufBytes().packed(1, id).packed(2, 1, i + 1, 1, i + 1));
        }
        return profile(named.toBytes());
    }

    /** Two stacks that differ near their end only, of a name that is as long as it may be and has type arguments. */
    private static byte[] deepAndLong(int percent) {
        ProtobufBytes all = new ProtobufBytes();
        for (int i = 0; i < percent; i++) {
            all.text(6, "main.f[int]" + i + "f".repeat(LONGEST_NAME - 20));
            all.raw(function(i + 2, i + 10));
        }
        all.message(4, new ProtobufBytes().number(1, 2).message(4, new ProtobufBytes().number(1, 2)));
        for (int i = 0; i < 2; i++) {
            byte[] stack = new byte[DEEPEST];
            Arrays.fill(stack, (byte) 2);
            stack[DEEPEST - 1] = 1;
            stack[DEEPEST - 2 - i] = 1;
            all.message(2, new ProtobufBytes().bytes(1, stack).packed(2, 1, 1, 1, 1));
        }
        return profile(all.toBytes());
    }

    private static byte[] tree(int percent) {
        Random random = new Random(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 2; i < 120; i++) {
            out.writeBytes(function(i, 8 + i % 2));
            out.writeBytes(message(4, new ProtobufBytes().number(1, i).message(4, new ProtobufBytes().number(1, i))));
        }
        while (out.size() < MOST_BYTES / 100 * percent) {
            byte[] stack = new byte[DEEPEST];
            for (int i = 0; i < stack.length; i++) {
                stack[i] = (byte) (1 + random.nextInt(118));
            }
            out.writeBytes(message(2, new ProtobufBytes().bytes(1, stack).packed(2, 1, 1, 1, 1)));
        }
        return profile(out.toByteArray());
    }

    private static byte[] repeated(int percent, IntFunction<byte[]> entry) {
        return profile(entries(percent, entry));
    }

    private static byte[] entries(int percent, IntFunction<byte[]> entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int most = MOST_ENTRIES / 100 * percent;
        int bytes = MOST_BYTES / 100 * percent;
        for (int i = 0; i < most && out.size() < bytes; i++) {
            out.writeBytes(entry.apply(i));
        }
        return out.toByteArray();
    }

    private static byte[] message(int field, ProtobufBytes message) {
        return new ProtobufBytes().message(field, message).toBytes();
    }

    private static byte[] function(int id, int name) {
        return message(5, new ProtobufBytes().number(1, id).number(2, name));
    }

    private static byte[] location(int id, int lines) {
        ProtobufBytes location = new ProtobufBytes().number(1, id);
        for (int i = 0; i < lines; i++) {
            location.raw(4 << 3 | 2, 2, 1 << 3, 1);
        }
        return lines > 1 ? location.toBytes() : message(4, location);
    }

    private static byte[] sample(int depth, long value, byte[] label) {
        return sample(depth, 1, value, label);
    }

    private static byte[] sample(int depth, int location, long value, byte[] label) {
        byte[] stack = new byte[depth];
        Arrays.fill(stack, (byte) location);
        return message(
                2, new ProtobufBytes().bytes(1, stack).packed(2, value, 1, 1, 1).raw(label));
    }

    /** A heap profile of one function, one location, one sample, and this. */
    private static byte[] profile(byte[] rest) {
        return header().raw(sample(1, 1, new byte[0])).raw(rest).toBytes();
    }

    /** A heap profile of one function and one location. */
    private static ProtobufBytes header() {
        return header("alloc_objects");
    }

    /** @param type the first of its sample types */
    private static ProtobufBytes header(String type) {
        ProtobufBytes profile = new ProtobufBytes();
        for (int i = 1; i <= 4; i++) {
            profile.message(1, new ProtobufBytes().number(1, i).number(2, i % 2 == 1 ? 5 : 6));
        }
        for (String text : new String[] {
            "", type, "alloc_space", "inuse_objects", "inuse_space", "count", "bytes", "main.go", "main.f", "main.g"
        }) {
            profile.bytes(6, text.getBytes(UTF_8));
        }
        profile.message(11, new ProtobufBytes().number(1, 4).number(2, 6)).number(12, 524_288);
        profile.number(9, 1_700_000_000_000_000_000L);
        return profile.raw(function(1, 8)).raw(location(1, 1));
    }
}
