// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.PartTrend;
import io.jujuheap.memory.ResidentMemory;
import org.jspecify.annotations.Nullable;

/** The parts of resident memory as text: a sentence about the largest, a row for each, and the limits of the figures. */
final class MemoryTable {
    private final MemoryView memory;
    private final TextStyle style;
    private final Columns table;

    private MemoryTable(MemoryView memory, TextStyle style) {
        this.memory = memory;
        this.style = style;
        this.table = memory.trend() == null
                ? new Columns(style, "rrl", "BYTES", "SHARE", "PART")
                : new Columns(style, "rrrl", "BYTES", "SHARE", "GROWTH/H", "PART");
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
        if (memory.trend() != null) {
            text.append('\n')
                    .append(style.paragraph(memory.trend().explanation()))
                    .append('\n');
        }
        memory.caveats().forEach(caveat -> text.append('\n').append(style.paragraph(caveat)));
        return memory.caveats().isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private void addPart(MemoryView.Part part) {
        Long error = part.samplingErrorBytes();
        String within = error == null || error == 0 ? "" : ", within " + Quantities.bytes(error);
        String share = part.percent() == null ? "-" : share(part.bytes());
        addRow(part.bytes(), share, growth(part.part()), part.title() + within);
        addHalf(part.sinceLastCollectionBytes(), "allocated since the last collection");
        addHalf(part.keptFreeBytes(), "kept free");
    }

    /** Returns the rate of growth or shrinking of a part; an empty text for a steady one. */
    private String growth(String part) {
        return memory.trend() == null
                ? ""
                : memory.trend()
                        .of(part)
                        .filter(trend -> !trend.direction().equals(PartTrend.Direction.STEADY.word()))
                        .map(trend -> Quantities.change((long) trend.slopeBytesPerHour()))
                        .orElse("");
    }

    private void addHalf(@Nullable Long bytes, String title) {
        if (bytes != null) {
            addShare(bytes, "  " + title);
        }
    }

    private void addShare(long bytes, String title) {
        addRow(bytes, share(bytes), "", title);
    }

    private String share(long bytes) {
        return Quantities.percent(MemoryView.percent(bytes, memory.sumBytes()));
    }

    private void addRow(long bytes, String share, String growth, String title) {
        if (memory.trend() == null) {
            table.row(Quantities.bytes(bytes), share, title);
        } else {
            table.row(Quantities.bytes(bytes), share, growth, title);
        }
    }
}
