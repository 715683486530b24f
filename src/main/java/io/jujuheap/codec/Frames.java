// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct frames of a text profile, found by return address. */
final class Frames {
    private final LongIntMap indices = new LongIntMap();
    private final LongIntMap indicesByToken = new LongIntMap();
    private Frame[] frames = new Frame[64];
    private int size;
    private final Map<Function, Function> functions = new HashMap<>();
    private final Limits limits;

    Frames(Limits limits) {
        this.limits = limits;
    }

    Frame get(int index) {
        return frames[index];
    }

    List<Frame> all() {
        return Arrays.asList(frames).subList(0, size);
    }

    /** Whether any {@code #} line named a frame. */
    boolean anyNamed() {
        return !functions.isEmpty();
    }

    /** Reads a return address and finds its frame, mostly by the characters as they stand. */
    Frame read(TextCursor in) throws MalformedProfileException {
        long token = in.peekToken();
        int known = indicesByToken.get(token);
        if (known != LongIntMap.ABSENT) {
            in.skipToken(token);
            return frames[known];
        }
        Frame frame = at(in.hex(), in);
        if (token != TextCursor.NO_TOKEN) {
            indicesByToken.add(token, frame.index);
        }
        return frame;
    }

    private Frame at(long returnAddress, TextCursor in) throws MalformedProfileException {
        int known = indices.get(returnAddress);
        if (known != LongIntMap.ABSENT) {
            return frames[known];
        }
        if (size == limits.tableEntries()) {
            throw in.malformed("the profile has more than the allowed " + limits.tableEntries() + " addresses");
        }
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, size * 2);
        }
        Frame frame = new Frame(size, returnAddress);
        frames[size++] = frame;
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
        frame.remember(in, at);
    }

    /** One object per function, however many frames name it. */
    private Function function(SymbolLine symbol) {
        Function function = new Function(symbol.name(), symbol.name(), symbol.file(), 0);
        return functions.computeIfAbsent(function, same -> same);
    }
}
