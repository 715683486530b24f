// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.ResidentMemory;
import org.jspecify.annotations.Nullable;

/** The parts of resident memory as text: the largest in words, a row for each, and what limits the figures. */
final class MemoryTable {
    private final MemoryView memory;
    private final TextStyle style;
    private final Columns table;

    private MemoryTable(MemoryView memory, TextStyle style) {
        this.memory = memory;
        this.style = style;
        this.table = new Columns(style, "rrl", "BYTES", "SHARE", "PART");
    }

    /** Returns the whole answer, each line ended by a line feed. */
    static String text(MemoryView memory, TextStyle style) {
        return new MemoryTable(memory, style).text();
    }

    private String text() {
        memory.parts().forEach(this::addPart);
        if (memory.unsplitBytes() != null) {
            addShare(memory.unsplitBytes(), ResidentMemory.UNSPLIT_TITLE);
        }
        addShare(memory.sumBytes(), memory.residentBytes() == null ? "all that Go holds" : "resident memory");
        StringBuilder text = new StringBuilder(style.paragraph(memory.explanation()))
                .append("\n\n")
                .append(table.text());
        memory.caveats().forEach(caveat -> text.append('\n').append(style.paragraph(caveat)));
        return memory.caveats().isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private void addPart(MemoryView.Part part) {
        Long error = part.samplingErrorBytes();
        String within = error == null || error == 0 ? "" : ", within " + Quantities.bytes(error);
        if (part.percent() == null) {
            table.row(Quantities.bytes(part.bytes()), "-", part.title());
        } else {
            addShare(part.bytes(), part.title() + within);
        }
        addHalf(part.sinceLastCollectionBytes(), "allocated since the last collection");
        addHalf(part.keptFreeBytes(), "kept free");
    }

    private void addHalf(@Nullable Long bytes, String title) {
        if (bytes != null) {
            addShare(bytes, "  " + title);
        }
    }

    private void addShare(long bytes, String title) {
        table.row(Quantities.bytes(bytes), Quantities.percent(MemoryView.percent(bytes, memory.sumBytes())), title);
    }
}
