// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.io.AtomicFile;
import io.jujuheap.io.Disk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of all facts in one file, so that a start reads one file and not thousands. It may be outdated, damaged or
 * missing: each entry has its own checksum, and a missing entry is read from the facts beside the capture.
 */
final class FactsIndex {
    /** The most bytes to read, so that a foreign file does not fill the memory. 30,000 entries fit. */
    private static final long MAX_BYTES = 16 << 20;

    private final Disk disk;
    private final StoreLayout layout;

    FactsIndex(Disk disk, StoreLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /** Returns the facts that can be read from the index. */
    Map<SnapshotId, Facts> load() {
        String text = read();
        Map<SnapshotId, Facts> facts = new HashMap<>();
        int start = 0;
        for (int end = endOfEntry(text, start); end > 0; end = endOfEntry(text, start)) {
            Facts.parse(text.substring(start, end)).ifPresent(f -> facts.put(f.id(), f));
            start = end;
        }
        return facts;
    }

    /** Returns the end of the entry that begins at {@code start}, 0 when there is none. */
    private static int endOfEntry(String text, int start) {
        int lastLine = text.indexOf(Facts.LAST_KEY, start);
        return lastLine < 0 ? 0 : text.indexOf('\n', lastLine) + 1;
    }

    private String read() {
        try {
            return new String(disk.read(layout.index(), MAX_BYTES), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Replaces the index; on failure the old one stays. */
    void save(Stream<Snapshot> snapshots) {
        StringBuilder text = new StringBuilder();
        snapshots.map(Snapshot::facts).filter(facts -> !facts.areLost()).forEach(facts -> text.append(facts.text()));
        try {
            new AtomicFile(disk).write(layout.index(), text.toString().getBytes(UTF_8));
        } catch (IOException e) {
            // The next start takes a little longer.
        }
    }
}
