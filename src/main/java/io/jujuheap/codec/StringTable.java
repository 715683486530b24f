// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.IntList;
import org.jspecify.annotations.Nullable;

/**
 * The string table of a protobuf profile. Strings are decoded on first use. The same index always gives the same
 * object.
 */
final class StringTable {
    private final WireReader wire;
    private final IntList positions;
    private final MemoryUse memory;
    private final @Nullable String[] strings;

    /**
     * Creates a table of the strings whose lengths are at {@code positions} of {@code wire}. No other reader may use
     * {@code wire}.
     */
    StringTable(WireReader wire, IntList positions, MemoryUse memory) throws MalformedProfileException {
        this.wire = wire;
        this.positions = positions;
        this.memory = memory;
        memory.take((long) positions.size() * MemoryUse.ENTRY);
        this.strings = new String[positions.size()];
        if (positions.size() == 0) {
            throw new MalformedProfileException("malformed protobuf profile: it has no string table, so it was"
                    + " probably cut short; fetch it again");
        }
        if (!get(0, positions.get(0)).isEmpty()) {
            throw WireReader.malformed(positions.get(0), "the string table does not begin with the empty string");
        }
    }

    /** Returns the string of that index, named by a message that begins at byte {@code at}. */
    String get(long index, int at) throws MalformedProfileException {
        if (index < 0 || index >= strings.length) {
            throw WireReader.malformed(
                    at, "string " + index + " is named, but the string table has only " + strings.length);
        }
        String known = strings[(int) index];
        return known != null ? known : decode((int) index);
    }

    private String decode(int index) throws MalformedProfileException {
        wire.enterAt(positions.get(index));
        memory.takeString(wire.remaining());
        String decoded = wire.remainingText();
        strings[index] = decoded;
        return decoded;
    }
}
