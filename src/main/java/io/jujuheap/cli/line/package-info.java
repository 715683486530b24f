// SPDX-License-Identifier: Apache-2.0
/**
 * What a command line is made of: commands, their options and operands, the console they run on, and how they fail.
 */
@NullMarked
package io.jujuheap.cli.line;

import org.jspecify.annotations.NullMarked;
