// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to profile and back: gzip, profile.proto, the text of Go's {@code debug=1}; profile to folded stacks, JSON and pprof's raw text.
 *
 * <p>It owns wire formats, their limits and their error positions; string-table indices and identifiers die here. It
 * must not know what a profile is used for.
 */
@NullMarked
package io.jujuheap.codec;

import org.jspecify.annotations.NullMarked;
