// SPDX-License-Identifier: Apache-2.0
/**
 * The one use case of the sidecar: fetch a profile from an agent, validate it, store it, publish it.
 *
 * <p>It owns single flight per agent, recognising garbage-collection epochs and agent restarts, and the timer.
 */
@NullMarked
package io.jujuheap.collect;

import org.jspecify.annotations.NullMarked;
