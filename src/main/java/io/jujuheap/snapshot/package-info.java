// SPDX-License-Identifier: Apache-2.0
/**
 * A durable directory of captures: immutable files, retention, and an index that can be lost.
 *
 * <p>It stores bytes and must not know what they mean. {@link io.jujuheap.snapshot.SnapshotStore} opens it and changes
 * it, {@link io.jujuheap.snapshot.SnapshotArchive} reads, {@link io.jujuheap.snapshot.Retention} limits it.
 * {@code StoreLayout} defines the layout on disk, {@code Scan} reads a directory with any content. Files are written by
 * {@link io.jujuheap.io.AtomicFile}, so that each is complete or absent. All work on them goes through
 * {@link io.jujuheap.io.Disk}, so that tests can make every operation fail.
 */
@NullMarked
package io.jujuheap.snapshot;

import org.jspecify.annotations.NullMarked;
