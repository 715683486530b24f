// SPDX-License-Identifier: Apache-2.0
/** The ground floor, on the JDK alone: hashes, varints, compression, durable files and the words for their failures, durations and sizes. */
@NullMarked
package io.jujuheap.io;

import org.jspecify.annotations.NullMarked;
