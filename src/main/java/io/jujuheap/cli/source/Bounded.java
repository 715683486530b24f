// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.cli.line.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads streams that may be larger than anybody wants. */
final class Bounded {
    /** What one call reads. Java passes each read through memory outside the heap of the same size. */
    private static final int PIECE = 1 << 18;

    private Bounded() {}

    /** All bytes of {@code in}, which are {@code expected}, if nobody has changed the file since. */
    static byte[] read(InputStream in, int expected) throws IOException {
        byte[] bytes = new byte[expected];
        int count = 0;
        int piece;
        do {
            piece = in.readNBytes(bytes, count, Math.min(PIECE, expected - count));
            count += piece;
        } while (piece > 0);
        return count == expected ? bytes : Arrays.copyOf(bytes, count);
    }

    /** All bytes of {@code in}, refusing more than {@code maxBytes} of them before they fill the memory. */
    static byte[] read(InputStream in, int maxBytes, String name) throws IOException, FailureException {
        byte[] bytes = in.readNBytes(maxBytes);
        if (bytes.length == maxBytes && in.read() >= 0) {
            throw new FailureException(name + " is larger than " + (maxBytes >> 20) + " MB, too large for a profile");
        }
        return bytes;
    }
}
