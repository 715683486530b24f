// SPDX-License-Identifier: Apache-2.0
/**
 * Juju and systemd as the charm meets them: the environment of a hook, the programs it may call, the words they take.
 *
 * <p>It knows how to ask and how to tell; what, and why, is decided elsewhere in the charm.
 */
@NullMarked
package io.jujuheap.charm.tool;

import org.jspecify.annotations.NullMarked;
