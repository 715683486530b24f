// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.cli.line.FailureException;
import java.io.IOException;
import java.io.InputStream;

/** Reads streams that may be larger than anybody wants. */
final class Bounded {
    private Bounded() {}

    /** All bytes of {@code in}, refusing more than {@code maxBytes} of them before they fill the memory. */
    static byte[] read(InputStream in, int maxBytes, String name) throws IOException, FailureException {
        byte[] bytes = in.readNBytes(maxBytes);
        if (bytes.length == maxBytes && in.read() >= 0) {
            throw new FailureException(name + " is larger than " + (maxBytes >> 20) + " MB, too large for a profile");
        }
        return bytes;
    }
}
