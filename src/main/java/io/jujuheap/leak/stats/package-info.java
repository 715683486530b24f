// SPDX-License-Identifier: Apache-2.0
/** Statistics of a series: trends, their uncertainty and their significance. They know numbers only, not profiles. */
@NullMarked
package io.jujuheap.leak.stats;

import org.jspecify.annotations.NullMarked;
