// SPDX-License-Identifier: Apache-2.0
/** Summaries: the figures of each call site of one profile, small enough to keep one beside every snapshot. */
@NullMarked
package io.jujuheap.leak.summary;

import org.jspecify.annotations.NullMarked;
