// SPDX-License-Identifier: Apache-2.0
/**
 * A series of goroutine profiles to a verdict per stack. Counts are exact, so that a few hundred goroutines that never end are
 * beyond doubt hours before the sampled heap shows what they hold.
 */
@NullMarked
package io.jujuheap.leak.goroutine;

import org.jspecify.annotations.NullMarked;
