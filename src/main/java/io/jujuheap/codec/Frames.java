// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.LongNumbers;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct frames of a text profile, found by return address. */
final class Frames {
    private final LongNumbers addresses = new LongNumbers();
    private Frame[] frames = new Frame[64];

    /** The characters that addresses were written with, and the frames that they stand for. */
    private final LongNumbers tokens = new LongNumbers();

    private Frame[] framesByToken = new Frame[64];
    private final Map<Function, Function> functions = new HashMap<>();
    private final Limits limits;
    private final MemoryUse memory;

    Frames(Limits limits, MemoryUse memory) {
        this.limits = limits;
        this.memory = memory;
    }

    Frame get(int index) {
        return frames[index];
    }

    List<Frame> all() {
        return Arrays.asList(frames).subList(0, addresses.count());
    }

    /** Returns whether any {@code #} line named a frame. */
    boolean anyNamed() {
        return !functions.isEmpty();
    }

    /** Reads a return address and finds its frame, usually by the characters alone. */
    Frame read(TextCursor in) throws MalformedProfileException {
        long token = in.peekToken();
        int known = tokens.get(token);
        if (known != LongNumbers.ABSENT) {
            in.skipToken(token);
            return framesByToken[known];
        }
        Frame frame = at(in.hex(), in);
        if (token != TextCursor.NO_TOKEN) {
            framesByToken = put(frame, tokens.add(token), framesByToken);
        }
        return frame;
    }

    private Frame at(long returnAddress, TextCursor in) throws MalformedProfileException {
        int known = addresses.get(returnAddress);
        if (known != LongNumbers.ABSENT) {
            return frames[known];
        }
        if (addresses.count() == limits.tableEntries()) {
            throw in.malformed("the profile has more than the allowed " + limits.tableEntries() + " addresses");
        }
        memory.take(MemoryUse.FRAME);
        memory.takeGrowth(addresses.count(), 2 * MemoryUse.MAP_ENTRY + MemoryUse.ENTRY);
        Frame frame = new Frame(addresses.add(returnAddress), returnAddress);
        frames = put(frame, frame.index, frames);
        return frame;
    }

    private static Frame[] put(Frame frame, int index, Frame[] frames) {
        Frame[] room = index < frames.length ? frames : Arrays.copyOf(frames, 2 * index);
        room[index] = frame;
        return room;
    }

    /** Reads the symbols of {@code frame} from the rest of its {@code #} line, after the address {@code pc}. */
    void describe(Frame frame, long pc, int record, TextCursor in) throws MalformedProfileException {
        int at = in.position();
        String text = in.line(limits.stringBytes());
        memory.takeString(2 * text.length());
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

    /** Returns one object for equal functions. */
    private Function function(SymbolLine symbol) {
        Function function = new Function(symbol.name(), symbol.name(), symbol.file(), 0);
        return functions.computeIfAbsent(function, same -> same);
    }
}
