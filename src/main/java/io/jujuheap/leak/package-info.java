// SPDX-License-Identifier: Apache-2.0
/**
 * Pure functions from a series of profiles of one agent to a verdict per call site, with its evidence.
 *
 * <p>It must not know where the series came from.
 */
@NullMarked
package io.jujuheap.leak;

import org.jspecify.annotations.NullMarked;
