// SPDX-License-Identifier: Apache-2.0
/**
 * The documents held against the program: every command block runs, every link leads somewhere, every table of options,
 * metrics and paths is the program's own.
 */
@NullMarked
package io.jujuheap.docs;

import org.jspecify.annotations.NullMarked;
