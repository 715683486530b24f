// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes profiles: gzip, profile.proto and Go's texts; also writes folded stacks and pprof's raw text.
 *
 * <p>It owns wire formats, their limits and their error positions; string-table indices and identifiers do not leave
 * it. It must not know what a profile is used for.
 */
@NullMarked
package io.jujuheap.codec;

import org.jspecify.annotations.NullMarked;
