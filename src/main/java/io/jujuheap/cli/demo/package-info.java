// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code juju-heap demo} runs against: a Juju agent that replays the heap of a real leaking Go program over a real
 * UNIX socket.
 */
@NullMarked
package io.jujuheap.cli.demo;

import org.jspecify.annotations.NullMarked;
