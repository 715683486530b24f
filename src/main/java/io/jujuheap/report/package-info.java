// SPDX-License-Identifier: Apache-2.0
/**
 * Pure functions from a profile to a report (top, tree, peek, traces, flame graph, diff) and from a report to text.
 *
 * <p>Each report exists once, as a record; the command, the sidecar and the charm render the same record. The text equals
 * {@code go tool pprof}'s byte for byte from the line "Showing nodes" down.
 *
 * <p>The way of a profile through this room: {@code Selection} applies the filters ({@code …Filter}, {@code Frame…}, {@code Tag…})
 * and finds the {@code Measure}; {@code NodeTable} turns locations into the nodes of the granularity; {@code CallGraph} sums them up,
 * with {@code Edges} between them; {@code Trimmer} leaves out what is small. {@code Top}, {@code Tree}, {@code Traces}, {@code FlameGraph}
 * and {@code DiffReport} are the results, with a {@code Legend} each, and {@code …Text} writes a result down in its {@code ValueFormat}.
 * A new report is a record with a static method that makes it of a profile and {@code ReportOptions}, and a method of
 * {@code TextRenderer}.
 */
@NullMarked
package io.jujuheap.report;

import org.jspecify.annotations.NullMarked;
