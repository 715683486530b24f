// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.snapshot.Snapshot;

/**
 * What became of a profile that was to be stored.
 *
 * @param snapshot the snapshot that shows it
 * @param isNew whether it was stored now, rather than showing the same heap as the newest snapshot
 */
public record Stored(Snapshot snapshot, boolean isNew) {}
