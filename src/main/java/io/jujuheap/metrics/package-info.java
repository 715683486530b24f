// SPDX-License-Identifier: Apache-2.0
/**
 * What Prometheus scrapes, built from what {@code collect} publishes. The only package that sees Micrometer.
 */
@NullMarked
package io.jujuheap.metrics;

import org.jspecify.annotations.NullMarked;
