// SPDX-License-Identifier: Apache-2.0
/**
 * A durable directory of captures: immutable files, retention, and an index that can be lost.
 *
 * <p>It stores bytes and must not know what they mean.
 */
@NullMarked
package io.jujuheap.snapshot;

import org.jspecify.annotations.NullMarked;
