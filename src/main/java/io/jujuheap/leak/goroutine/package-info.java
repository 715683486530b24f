// SPDX-License-Identifier: Apache-2.0
/**
 * Turns a series of goroutine profiles into a verdict for each stack. The counts are exact, so a leak of a few hundred
 * goroutines is certain hours before the sampled heap profile shows their memory.
 */
@NullMarked
package io.jujuheap.leak.goroutine;

import org.jspecify.annotations.NullMarked;
