// SPDX-License-Identifier: Apache-2.0
/** The sidecar over a long time: what it holds does not grow, whatever its agents and clients do. */
@NullMarked
package io.jujuheap.soak;

import org.jspecify.annotations.NullMarked;
