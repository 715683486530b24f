// SPDX-License-Identifier: Apache-2.0
/**
 * Pure functions from a profile to a report (top, tree, peek, traces, flame graph, diff) and from a report to text.
 *
 * <p>Each report exists once, as a record; the command, the sidecar and the charm render the same record. The text equals
 * {@code go tool pprof}'s byte for byte from the line "Showing nodes" down.
 */
@NullMarked
package io.jujuheap.report;

import org.jspecify.annotations.NullMarked;
