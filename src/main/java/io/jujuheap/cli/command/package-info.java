// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, one {@code …Command} each (top, tree, peek and traces are one): they gather profiles from sources, ask for a
 * report and print it.
 *
 * <p>{@code …Arguments} hold the options that commands share. {@code ProfileLoader} and {@code SeriesLoader} fetch what a command
 * line names. {@code PrintableReport} prints a report in the {@code ReportFormat} asked for; {@code ReportJson} writes its JSON, whose
 * shape the manual page promises. {@code Columns} lays out the tables that are not pprof's.
 */
@NullMarked
package io.jujuheap.cli.command;

import org.jspecify.annotations.NullMarked;
