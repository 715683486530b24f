// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a text profile: a return address, and the symbols of its {@code #} line. Go gives inlined
 * frames addresses of their own, so one frame is one function call in the source.
 */
final class Frame {
    static final int NO_LOCATION = -1;

    final int index;
    final long returnAddress;

    /** The index of the location that begins with this frame, once it has one. */
    int location = NO_LOCATION;

    /** The number of frames of a stack that the location stands for. */
    int locationFrames;

    /** Identifies its {@code #} line when it is repeated: the address as written, and the length and end of the rest. */
    private final long addressToken;

    private int leastLength;
    private long lastBytes;

    private long address;
    private long entry;
    private List<Line> lines = List.of();
    private boolean named;
    private boolean physical;
    private boolean ambiguous;
    private @Nullable Frame callerOfSameEntry;
    private int describedIn = -1;

    Frame(int index, long returnAddress) {
        this.index = index;
        this.returnAddress = returnAddress;
        this.address = returnAddress - 1;
        this.addressToken = TextCursor.token(Long.toHexString(address));
    }

    /**
     * Keeps a {@code #} line. A frame has several only when Go does not tell inlined frames apart: C code, Go before 1.12.
     *
     * @param record the number of the record that the line is in
     */
    void describe(long pc, long offset, Line line, int record) {
        describedIn = record;
        address = pc;
        entry = pc - offset;
        addLine(line);
        named = true;
    }

    /** The lines. Nearly every frame has one line, which needs no growing list. */
    private void addLine(Line line) {
        if (lines.isEmpty()) {
            lines = List.of(line);
        } else if (lines instanceof ArrayList<Line> growing) {
            growing.add(line);
        } else {
            lines = new ArrayList<>(lines);
            lines.add(line);
        }
    }

    /** Remembers the line that was just described, from {@code start}, after its address. */
    void remember(TextCursor in, int start) {
        leastLength = in.leastLength(start);
        lastBytes = in.lastBytes(start);
    }

    /** Reads the rest of a {@code #} line, from its address, if it is the remembered one. */
    boolean acceptLine(TextCursor in) {
        if (!named || !in.acceptBeforeTab(addressToken)) {
            return false;
        }
        in.skipKnownLine(leastLength, lastBytes);
        return true;
    }

    boolean isNamed() {
        return named;
    }

    /** Returns whether the lines of this frame come from the record of that number. */
    boolean isDescribedIn(int record) {
        return describedIn == record;
    }

    /** Returns the function, when named. */
    String name() {
        return lines.get(lines.size() - 1).function().name();
    }

    /** Returns the source lines, innermost first. */
    List<Line> lines() {
        return lines;
    }

    /** Returns the address of the call. */
    long address() {
        return address;
    }

    /** Returns the start of the machine code that the call was compiled into; 0 when not named. */
    long entry() {
        return entry;
    }

    /** Records that {@code caller} follows in a stack. */
    void calledFrom(Frame caller) {
        if (!isNamed() || !caller.isNamed()) {
            ambiguous = true;
        } else if (caller.entry != entry) {
            physical = true;
        } else if (callerOfSameEntry == null) {
            callerOfSameEntry = caller;
        } else if (callerOfSameEntry != caller) {
            ambiguous = true;
        }
    }

    /** Records that a goroutine started with this frame. */
    void isRoot() {
        physical = isNamed();
    }

    /** Returns whether this frame is known to be a machine-code function of its own, not inlined into its caller. */
    boolean isPhysical() {
        return physical;
    }

    /** The only frame of the same machine code that follows in all stacks; null when there is none. */
    @Nullable
    Frame callerOfSameEntry() {
        return ambiguous || physical ? null : callerOfSameEntry;
    }
}
