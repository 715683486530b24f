// SPDX-License-Identifier: Apache-2.0
/**
 * Utilities that need only the JDK: hashes, varints, compression, file trees, durable files and messages for their failures, and the
 * text forms of durations and sizes.
 */
@NullMarked
package io.jujuheap.io;

import org.jspecify.annotations.NullMarked;
