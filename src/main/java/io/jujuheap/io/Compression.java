// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses bytes in memory. */
public final class Compression {
    /**
     * How much zlib is given, or asked for, in one call. While it works on an array of the heap, Java 17 cannot collect garbage, and
     * other threads wait for memory.
     */
    public static final int MAX_BYTES_PER_CALL = 32 << 10;

    private Compression() {}

    /**
     * Returns the bytes as gzip (RFC 1952).
     *
     * @throws HeapRoom.ExceededException when there is no room for the result
     */
    public static byte[] gzip(byte[] bytes) {
        HeapOutput compressed = new HeapOutput(bytes.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            for (int from = 0; from < bytes.length; from += MAX_BYTES_PER_CALL) {
                gzip.write(bytes, from, Math.min(MAX_BYTES_PER_CALL, bytes.length - from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return compressed.toBytes();
    }
}
