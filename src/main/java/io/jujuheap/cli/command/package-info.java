// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, one class each: they gather profiles from sources, ask for a report and print it.
 */
@NullMarked
package io.jujuheap.cli.command;

import org.jspecify.annotations.NullMarked;
