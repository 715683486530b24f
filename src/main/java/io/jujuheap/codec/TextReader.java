// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of Go's {@code debug=1}, and of similar texts of C++ programs: a header, records, and at the end Go's
 * memory statistics or a memory map. Without either of these the text was truncated.
 */
final class TextReader {
    private final TextCursor in;
    private final Limits limits;
    private final MemoryUse memory;
    private @Nullable MemStats memStats;
    private @Nullable MemoryMap memoryMap;

    private TextReader(TextCursor in, Limits limits, MemoryUse memory) {
        this.in = in;
        this.limits = limits;
        this.memory = memory;
    }

    /** Reads a complete profile, as Go writes it. */
    static Profile read(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        TextReader reader = new TextReader(new TextCursor(data), limits, memory);
        Profile profile = reader.profile();
        reader.requireEnd();
        return profile;
    }

    /** Reads a profile that may lack its end. */
    static Profile read(PastedProfile pasted, Limits limits, MemoryUse memory) throws MalformedProfileException {
        return new TextReader(new TextCursor(pasted.text(), pasted.lines()), limits, memory).profile();
    }

    private Profile profile() throws MalformedProfileException {
        in.skipBlanks();
        TextHeader header = TextHeader.read(in);
        RecordReader reader = new RecordReader(in, header, limits, memory);
        for (in.skipBlanks(); in.hasMore(); in.skipBlanks()) {
            if (in.peek() == '#') {
                readTrailer();
            } else if (MemoryMap.acceptTitle(in)) {
                memoryMap = MemoryMap.parse(restOfLines());
            } else if (in.startsWith(TextHeader.START)) {
                throw in.malformed("a second profile begins: concatenated profiles must be split, or merged instead");
            } else if (memStats != null) {
                throw in.malformed("something else follows the '" + MemStatsText.START + "' trailer");
            } else {
                reader.read();
            }
        }
        return TextAssembly.assemble(header, reader, memoryMap(reader), memStats, memory);
    }

    private void readTrailer() throws MalformedProfileException {
        if (!in.startsWith(MemStatsText.START)) {
            throw in.malformed(
                    "this line is not of the record before it, nor is it the '" + MemStatsText.START + "' trailer");
        }
        in.skipLine();
        memStats = MemStatsText.parse(commentLines());
    }

    /** Returns the lines from here that begin with {@code #}. A truncated last one is left out. */
    private List<String> commentLines() throws MalformedProfileException {
        List<String> lines = new ArrayList<>();
        while (in.peek() == '#') {
            String line = in.line(limits.stringBytes());
            if (in.isAfterNewline() || MemStatsText.isLastLine(line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<String> restOfLines() throws MalformedProfileException {
        List<String> lines = new ArrayList<>();
        while (in.hasMore()) {
            if (lines.size() == limits.tableEntries()) {
                throw in.malformed("the memory map has more than the allowed " + limits.tableEntries() + " lines");
            }
            String line = in.line(limits.stringBytes());
            memory.takeString(line.length());
            lines.add(line);
        }
        return lines;
    }

    private void requireEnd() throws MalformedProfileException {
        boolean whole = memStats == null ? memoryMap != null : MemStatsText.isWhole(memStats);
        if (!whole) {
            throw in.malformed("the profile ends before its '" + MemStatsText.START
                    + "' trailer does, so it was cut short; fetch it again");
        }
    }

    private MemoryMap memoryMap(RecordReader reader) {
        if (reader.frames().anyNamed()) {
            return MemoryMap.symbolized();
        }
        return memoryMap == null ? MemoryMap.unknown() : memoryMap;
    }
}
