// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a command line: commands, their options and operands, the console they run on, and how they fail.
 */
@NullMarked
package io.jujuheap.cli.line;

import org.jspecify.annotations.NullMarked;
