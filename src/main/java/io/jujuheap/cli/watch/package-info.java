// SPDX-License-Identifier: Apache-2.0
/**
 * Shows the collector on a terminal: agents that are watched from a user's own machine, their states, and the result of
 * the watch.
 */
@NullMarked
package io.jujuheap.cli.watch;

import org.jspecify.annotations.NullMarked;
