// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

/**
 * The live heap as a heap profile estimates it.
 *
 * @param bytes bytes in use as of the last completed collection that the profile shows
 * @param errorBytes the sampling error: the truth is within so many bytes in 95 of 100 cases
 */
public record LiveHeap(long bytes, long errorBytes) {}
