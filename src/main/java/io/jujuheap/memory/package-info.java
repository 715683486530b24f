// SPDX-License-Identifier: Apache-2.0
/**
 * Where the resident memory of a Go process goes: from the runtime's and the kernel's own figures to parts that add up.
 * Pure: it reads texts that others fetched.
 */
@NullMarked
package io.jujuheap.memory;

import org.jspecify.annotations.NullMarked;
