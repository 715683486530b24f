// SPDX-License-Identifier: Apache-2.0
/**
 * Splits the resident memory of a Go process into parts that add up, from figures of the runtime and the kernel. It
 * does no I/O: it parses texts that others fetched.
 */
@NullMarked
package io.jujuheap.memory;

import org.jspecify.annotations.NullMarked;
