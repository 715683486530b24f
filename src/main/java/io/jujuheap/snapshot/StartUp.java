// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.List;

/**
 * What opening a store found in its directory, for the log.
 *
 * @param snapshots how many snapshots there are
 * @param quarantined damaged captures moved to the quarantine
 * @param leftInPlace damaged captures that the quarantine had no room for
 * @param leftovers files of a process that died, deleted
 * @param foreign files and directories that are not the store's or could not be looked at, left alone
 * @param warnings one sentence each
 */
public record StartUp(
        long snapshots, long quarantined, long leftInPlace, long leftovers, long foreign, List<String> warnings) {
    public StartUp {
        warnings = List.copyOf(warnings);
    }
}
