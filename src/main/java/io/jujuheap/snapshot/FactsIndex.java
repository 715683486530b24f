// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of all facts in one file, so that a start reads one file and not thousands. It can be old, damaged or gone:
 * each entry carries its own checksum, and what is missing is read from the facts beside the capture.
 */
final class FactsIndex {
    private final Disk disk;
    private final Layout layout;

    FactsIndex(Disk disk, Layout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /** What can be read of the index. */
    Map<SnapshotId, Facts> load() {
        Map<SnapshotId, Facts> facts = new HashMap<>();
        try (BufferedReader lines = reader()) {
            StringBuilder entry = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entry.append(line).append('\n');
                if (line.startsWith(Facts.LAST_KEY) || entry.length() > Facts.MAX_BYTES) {
                    Facts.parse(entry.toString()).ifPresent(f -> facts.put(f.id(), f));
                    entry.setLength(0);
                }
            }
        } catch (IOException e) {
            // None yet, or unreadable: the facts are beside the captures.
        }
        return facts;
    }

    private BufferedReader reader() throws IOException {
        return new BufferedReader(new InputStreamReader(
                disk.open(layout.index()), UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)));
    }

    /** Replaces the index, or leaves the old one. */
    void save(Stream<Snapshot> snapshots) {
        StringBuilder text = new StringBuilder();
        snapshots.forEach(s -> Facts.of(s).ifPresent(facts -> text.append(facts.text())));
        try {
            new AtomicFile(disk).write(layout.index(), text.toString().getBytes(UTF_8));
        } catch (IOException e) {
            // The next start takes a little longer.
        }
    }
}
