// SPDX-License-Identifier: Apache-2.0
/**
 * The other side of {@code juju-heap demo}: a Juju agent that replays the heap of a real leaking Go program over a real
 * UNIX socket.
 */
@NullMarked
package io.jujuheap.cli.demo;

import org.jspecify.annotations.NullMarked;
