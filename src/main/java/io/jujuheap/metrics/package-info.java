// SPDX-License-Identifier: Apache-2.0
/**
 * The metrics that Prometheus scrapes, built from the states that {@code collect} publishes. The only package that sees
 * Micrometer.
 */
@NullMarked
package io.jujuheap.metrics;

import org.jspecify.annotations.NullMarked;
