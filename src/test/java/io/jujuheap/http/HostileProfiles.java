// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.testkit.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bodies that look like profiles from afar. The tests of the codec have many more. */
final class HostileProfiles {
    private static final byte[] GOOD = Agents.HEAP.protobuf();

    private HostileProfiles() {}

    /** Each with the number of its case. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("A12 a gzip that breaks off", Arrays.copyOf(GOOD, GOOD.length / 2));
        all.put("A12 a flipped bit", flipped(GOOD.length / 2));
        all.put("A12 a wrong checksum", flipped(GOOD.length - 6));
        all.put("A12 a wrong length at its end", flipped(GOOD.length - 2));
        all.put("A12 nothing", new byte[0]);
        all.put("A12 zeros", new byte[1000]);
        all.put("A12 noise", noise());
        all.put("A12 a page", "<html>not a profile</html>".getBytes(UTF_8));
        all.put("A12 junk behind the gzip", concat(GOOD, "junk".getBytes(UTF_8)));
        all.put("A12 a gzip of a gzip", gzip(GOOD));
        all.put("A13 a gzip bomb", gzip(new byte[200 << 20]));
        all.put("A14 a varint of eleven bytes", bytes(0x48, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1));
        all.put("A14 a length past the end", bytes(0x32, 127, 'a'));
        all.put("A14 a length of two gigabytes", bytes(0x32, 255, 255, 255, 255, 7, 'a'));
        all.put("A14 an unknown wire type", bytes(0x37, 1));
        all.put("A14 a name that is not in the table", concat(heap(), bytes(0x2a, 4, 0x08, 1, 0x10, 99)));
        all.put("A14 a stack of unknown places", concat(heap(), bytes(0x12, 4, 0x08, 7, 0x10, 1)));
        all.put("A14 two values of one type", concat(heap(), bytes(0x12, 4, 0x10, 1, 0x10, 1)));
        all.put("A14 a profile of goroutines", goroutines());
        return all;
    }

    /** The type inuse_space in bytes, and no sample. */
    private static byte[] heap() {
        return concat(
                bytes(0x0a, 4, 0x08, 1, 0x10, 2, 0x32, 0, 0x32, 11),
                concat("inuse_space".getBytes(UTF_8), concat(bytes(0x32, 5), "bytes".getBytes(UTF_8))));
    }

    private static byte[] goroutines() {
        return Recorded.all().stream()
                .filter(recorded -> recorded.name().equals("goroutine"))
                .findFirst()
                .orElseThrow()
                .protobuf();
    }

    private static byte[] flipped(int at) {
        byte[] bytes = GOOD.clone();
        bytes[at] ^= 1;
        return bytes;
    }

    private static byte[] noise() {
        byte[] bytes = new byte[10_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
