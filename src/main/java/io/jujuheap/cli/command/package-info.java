// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, one {@code …Command} each (top, tree, peek and traces are one): they gather profiles from sources, ask for a
 * report and print it.
 *
 * <p>{@code …Arguments} hold the options that commands share. {@code ProfileLoader} and {@code SeriesLoader} fetch what a command
 * line names. {@code ReportOutput} writes a report in the form, and to the file, that it names. The manual page promises the shape of its JSON.
 */
@NullMarked
package io.jujuheap.cli.command;

import org.jspecify.annotations.NullMarked;
