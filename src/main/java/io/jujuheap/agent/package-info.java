// SPDX-License-Identifier: Apache-2.0
/**
 * Juju agents on this machine: finds them, chooses the socket to ask for each process, and asks it.
 *
 * <p>It owns the rules of the introspection socket: a fixed list of GET paths, deadlines, byte limits. It returns bytes
 * and must not know what they mean.
 */
@NullMarked
package io.jujuheap.agent;

import org.jspecify.annotations.NullMarked;
