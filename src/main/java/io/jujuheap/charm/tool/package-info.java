// SPDX-License-Identifier: Apache-2.0
/**
 * Juju and systemd as the charm meets them: the environment of a hook, and the programs that a hook may call.
 *
 * <p>It calls these programs and reads their answers. What to call, and why, is decided in the other packages of the charm.
 */
@NullMarked
package io.jujuheap.charm.tool;

import org.jspecify.annotations.NullMarked;
