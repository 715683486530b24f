// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, and the composition of everything else. The only package that prints, exits or reads the environment.
 */
@NullMarked
package io.jujuheap.cli;

import org.jspecify.annotations.NullMarked;
