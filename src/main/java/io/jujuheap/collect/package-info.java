// SPDX-License-Identifier: Apache-2.0
/**
 * The central use case of the sidecar: fetch a profile from an agent, validate it, store it, publish it.
 *
 * <p>It shares each request to an agent among all that wait for it, recognises garbage-collection epochs and restarts of
 * agents, and owns the timer.
 */
@NullMarked
package io.jujuheap.collect;

import org.jspecify.annotations.NullMarked;
