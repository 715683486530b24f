// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Says from another process whether a store is free to write to. */
final class StoreLockProbe {
    private StoreLockProbe() {}

    public static void main(String[] args) throws IOException {
        try (SnapshotStore free = SnapshotStore.open(Path.of(args[0]), Captures.KEEP_ALL, Captures.CHECK)) {
            System.out.println(free.stats().snapshots() >= 0 ? "free" : "");
            if (args.length > 1) { // the store is to be held until standard input ends
                System.in.read();
            }
        } catch (StoreException e) {
            System.out.println(e.reason() == StoreException.Reason.LOCKED ? "locked" : e.getMessage());
        }
    }
}
