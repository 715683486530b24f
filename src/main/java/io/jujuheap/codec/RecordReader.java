// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the records of a text profile: a row of counts and addresses, and a {@code #} line for each address that Go
 * shows. Go hides the runtime's own frames at the leaf, and {@code runtime.goexit} at the root.
 */
final class RecordReader {
    private static final String LABELS = "# labels: ";

    private final TextCursor in;
    private final Limits limits;
    private final MemoryUse memory;
    private final Unsampling unsampling;
    private final Frames frames;
    private final TextRecords records;

    private final long[] counts = new long[4];

    /** The frames of the current record, as its row lists them. */
    private Frame[] row = new Frame[64];

    private int rowSize;

    /** The first and last indexes in the row of frames with {@code #} lines. */
    private int firstShown;

    private int lastShown;

    RecordReader(TextCursor in, TextHeader header, Limits limits, MemoryUse memory) {
        this.in = in;
        this.limits = limits;
        this.memory = memory;
        this.unsampling = new Unsampling(header);
        this.frames = new Frames(limits, memory);
        this.records = new TextRecords();
    }

    Frames frames() {
        return frames;
    }

    TextRecords records() {
        return records;
    }

    /** Reads one record of a heap profile, with its {@code #} lines. */
    void read() throws MalformedProfileException {
        requireRoom();
        in.counts(counts);
        readRow();
        if (counts[2] < 0 || counts[3] < 0) {
            throw in.malformed("allocations are negative");
        }
        long size = values(0, counts[2], counts[3], 0);
        size = values(2, counts[0], counts[1], size);
        in.endLine();
        readSymbols();
        endRecord(size);
    }

    /** Reads one record of a counting profile, such as {@code 120 @ 0x47e6ce 0x485141}, and returns its labels. */
    List<Label> readCount() throws MalformedProfileException {
        requireRoom();
        records.value(TextRecords.COUNT, in.decimal());
        in.expect('@');
        readRow();
        dropPadding();
        in.endLine();
        List<Label> labels = readLabels();
        readSymbols();
        endRecord(0);
        return labels;
    }

    private void endRecord(long objectBytes) throws MalformedProfileException {
        memory.takeGrowth(records.totalDepth(), records.totalDepth() + rowSize, MemoryUse.ENTRY);
        addStack();
        records.end(objectBytes, rowSize, lastShown < rowSize - 1);
    }

    /** Go 1.26 pads the stacks of threads with zeros. */
    private void dropPadding() {
        while (rowSize > 0 && row[rowSize - 1].returnAddress == 0) {
            rowSize--;
        }
    }

    private void requireRoom() throws MalformedProfileException {
        if (records.count() == limits.samples()) {
            throw in.malformed("the profile has more than the allowed " + limits.samples() + " records");
        }
        memory.takeGrowth(records.count(), MemoryUse.RECORD);
    }

    private List<Label> readLabels() throws MalformedProfileException {
        if (!in.accept(LABELS)) {
            return List.of();
        }
        int at = in.position();
        String line = in.line(limits.stringBytes());
        memory.takeString(line.length());
        List<Label> labels = GoLabels.parse(line);
        if (labels == null) {
            throw in.malformedAt(at, "'" + LABELS + "' is not followed by labels such as {\"key\":\"value\"}");
        }
        memory.take(MemoryUse.LABEL_SET + (long) labels.size() * MemoryUse.LABEL);
        return labels;
    }

    /** Stores objects and bytes, and returns the size of one object, {@code otherwise} when there are none. */
    private long values(int type, long objects, long bytes, long otherwise) throws MalformedProfileException {
        if (objects == 0 && bytes != 0) {
            throw in.malformed("no objects have " + bytes + " bytes");
        }
        double scale = unsampling.scale(objects, bytes);
        records.value(type, Unsampling.apply(scale, objects));
        records.value(type + 1, Unsampling.apply(scale, bytes));
        return objects == 0 ? otherwise : bytes / objects;
    }

    private void readRow() throws MalformedProfileException {
        rowSize = 0;
        in.skipSpaces();
        while (in.accept("0x")) {
            if (rowSize == limits.depth()) {
                throw in.malformed("a stack is deeper than the allowed " + limits.depth());
            }
            if (rowSize == row.length) {
                row = Arrays.copyOf(row, rowSize * 2);
            }
            row[rowSize++] = frames.read(in);
            in.skipSpaces();
        }
        if (rowSize > limits.stackEntries() - records.totalDepth()) {
            throw in.malformed("the stacks together are deeper than the allowed " + limits.stackEntries());
        }
    }

    private void readSymbols() throws MalformedProfileException {
        firstShown = rowSize;
        lastShown = -1;
        while (in.acceptSymbolStart()) {
            int next = lastShown + 1;
            if (next < rowSize && row[next].acceptLine(in)) {
                show(next);
            } else {
                readSymbol(in.hex());
            }
        }
    }

    private void readSymbol(long pc) throws MalformedProfileException {
        if (rowSize == 0 && pc == 0) {
            // For threads that were not started by Go code, Go shows address 0 in place of a stack.
            in.skipLine();
            return;
        }
        boolean further = !showNext(pc);
        Frame frame = row[lastShown];
        if (frame.isNamed() && !(further && frame.isDescribedIn(records.count()))) {
            in.skipLine();
        } else {
            frames.describe(frame, pc, records.count(), in);
        }
    }

    private void show(int index) {
        firstShown = Math.min(firstShown, index);
        lastShown = index;
    }

    /** Finds the frame of the row for a line of {@code pc}; false when the line is a further one of the previous frame. */
    private boolean showNext(long pc) throws MalformedProfileException {
        int next = lastShown + 1;
        if (next == rowSize || row[next].returnAddress != pc + 1) {
            if (lastShown >= 0 && row[lastShown].address() == pc) {
                return false;
            }
            next = indexOf(pc + 1, next);
        }
        show(next);
        return true;
    }

    private int indexOf(long returnAddress, int from) throws MalformedProfileException {
        for (int i = from; i < rowSize; i++) {
            if (row[i].returnAddress == returnAddress) {
                return i;
            }
        }
        // After a signal, for example of a nil dereference, the address is that of the instruction itself, not of the
        // next one.
        long interrupted = returnAddress - 1;
        for (int i = from; i < rowSize; i++) {
            if (row[i].returnAddress == interrupted) {
                return i;
            }
        }
        throw in.malformed("the address 0x" + Long.toHexString(interrupted) + " is not one of its record's");
    }

    /** Adds the frames that Go's protobuf has: all shown ones, and those without a symbol between them. */
    private void addStack() {
        boolean symbolized = lastShown >= 0;
        boolean hasRoot = symbolized && lastShown < rowSize - 1;
        int start = symbolized ? firstShown : 0;
        int end = hasRoot ? rowSize - 1 : rowSize;
        for (int i = start; i < end; i++) {
            records.frame(row[i]);
            if (i + 1 < end) {
                row[i].calledFrom(row[i + 1]);
            }
        }
        if (hasRoot && end > start) {
            row[end - 1].isRoot();
        }
    }
}
