// SPDX-License-Identifier: Apache-2.0
/**
 * Juju agents on this machine: which there are, which socket of each process to ask, and how to ask it.
 *
 * <p>It owns the rules of the introspection socket: a fixed list of GET paths, deadlines, byte limits. It returns bytes
 * and must not know what they mean.
 */
@NullMarked
package io.jujuheap.agent;

import org.jspecify.annotations.NullMarked;
