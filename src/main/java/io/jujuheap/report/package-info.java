// SPDX-License-Identifier: Apache-2.0
/**
 * Pure functions from a profile to a report: top, tree, peek, traces, flame graph, diff. Each report is a record of
 * figures and names; the package {@code render} formats it.
 *
 * <p>The path of a profile through this package: {@code Selection} applies the filters ({@code …Filter},
 * {@code Frame…}, {@code Tag…}) and finds the {@code Measure}; {@code NodeTable} turns locations into the nodes of the
 * granularity; {@code CallGraph} sums them up, with {@code Edges} between them; {@code Trimmer} leaves out what is
 * small. {@code Top}, {@code Tree}, {@code Traces}, {@code FlameGraph} and {@code DiffReport} are the results, with a
 * {@code Legend} each and the {@code ValueFormat} to write their values in. A new report is a record with a static
 * method that makes it of a profile and {@code ReportOptions}.
 */
@NullMarked
package io.jujuheap.report;

import org.jspecify.annotations.NullMarked;
