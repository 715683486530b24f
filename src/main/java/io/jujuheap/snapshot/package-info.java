// SPDX-License-Identifier: Apache-2.0
/**
 * A durable directory of captures: immutable files, retention, and an index that can be lost.
 *
 * <p>It stores bytes and must not know what they mean. {@link io.jujuheap.snapshot.SnapshotStore} opens it
 * and changes it, {@link io.jujuheap.snapshot.SnapshotArchive} reads, {@link io.jujuheap.snapshot.Retention} says how much is kept.
 * What lies where on disk is in {@code Layout}; how a file is written so that it is whole or absent, in {@code
 * AtomicFile}; what a start makes of any directory content, in {@code Scan}. All work on files goes through {@code
 * Disk}, so that tests can make every operation fail.
 */
@NullMarked
package io.jujuheap.snapshot;

import org.jspecify.annotations.NullMarked;
