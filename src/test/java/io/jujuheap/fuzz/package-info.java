// SPDX-License-Identifier: Apache-2.0
/** Coverage-guided fuzzing of all that reads foreign bytes, and the inputs that it found. */
@NullMarked
package io.jujuheap.fuzz;

import org.jspecify.annotations.NullMarked;
