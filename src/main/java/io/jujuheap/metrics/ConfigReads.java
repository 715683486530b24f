// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * How reading the files of the configuration went: they are read again when they change.
 *
 * @param isLastGood whether each was read well the last time it changed
 * @param lastGood when one was last read well; absent when there are no such files
 */
public record ConfigReads(boolean isLastGood, Optional<Instant> lastGood) {}
