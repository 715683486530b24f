// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct frames of a text profile, found by return address. */
final class Frames {
    private final LongIntMap indices = new LongIntMap();
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Function, Function> functions = new HashMap<>();
    private final Limits limits;

    Frames(Limits limits) {
        this.limits = limits;
    }

    Frame get(int index) {
        return frames.get(index);
    }

    List<Frame> all() {
        return frames;
    }

    /** Whether any {@code #} line named a frame. */
    boolean anyNamed() {
        return !functions.isEmpty();
    }

    /** The frame that returns to {@code returnAddress}. */
    Frame at(long returnAddress, TextCursor in) throws MalformedProfileException {
        int known = indices.get(returnAddress);
        if (known != LongIntMap.ABSENT) {
            return frames.get(known);
        }
        if (frames.size() == limits.tableEntries()) {
            throw in.malformed("the profile has more than the allowed " + limits.tableEntries() + " addresses");
        }
        Frame frame = new Frame(frames.size(), returnAddress);
        frames.add(frame);
        indices.add(returnAddress, frame.index);
        return frame;
    }

    /** Reads what the rest of a {@code #} line, after its address {@code pc}, says of {@code frame}. */
    void describe(Frame frame, long pc, int record, TextCursor in) throws MalformedProfileException {
        int at = in.position();
        String text = in.line(limits.stringBytes());
        if (text.isBlank()) {
            return;
        }
        SymbolLine symbol = SymbolLine.parse(text);
        if (symbol == null) {
            throw in.malformedAt(at, "'#', an address, a function and file:line were expected");
        }
        frame.describe(pc, symbol.offset(), new Line(function(symbol), symbol.line(), 0), record);
    }

    /** One object per function, however many frames name it. */
    private Function function(SymbolLine symbol) {
        Function function = new Function(symbol.name(), symbol.name(), symbol.file(), 0);
        return functions.computeIfAbsent(function, same -> same);
    }
}
