// SPDX-License-Identifier: Apache-2.0
/** Packs everything that a bug report on one or several agents needs into one file. */
@NullMarked
package io.jujuheap.cli.bundle;

import org.jspecify.annotations.NullMarked;
