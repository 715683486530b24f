// SPDX-License-Identifier: Apache-2.0
/**
 * The terminal's face of the collector: agents that are watched from an engineer's own machine, how they stand, and how the
 * watch ends.
 */
@NullMarked
package io.jujuheap.cli.watch;

import org.jspecify.annotations.NullMarked;
