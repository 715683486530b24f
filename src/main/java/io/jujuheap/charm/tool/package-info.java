// SPDX-License-Identifier: Apache-2.0
/**
 * The interfaces of Juju and systemd: the environment of a hook, and the programs that a hook can call.
 *
 * <p>The package runs these programs and parses their output. The other packages of the charm decide what to run and
 * why.
 */
@NullMarked
package io.jujuheap.charm.tool;

import org.jspecify.annotations.NullMarked;
