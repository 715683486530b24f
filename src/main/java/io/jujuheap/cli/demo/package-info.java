// SPDX-License-Identifier: Apache-2.0
/** The agent of {@code juju-heap demo}: it replays the heap of a real leaking Go program over a real UNIX socket. */
@NullMarked
package io.jujuheap.cli.demo;

import org.jspecify.annotations.NullMarked;
