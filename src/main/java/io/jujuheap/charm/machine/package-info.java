// SPDX-License-Identifier: Apache-2.0
/**
 * What the charm puts on a machine, and takes away again: the release, the service, its secret, who uses it.
 *
 * <p>Everything here can be done twice without harm. It must not know of hooks, relations and actions.
 */
@NullMarked
package io.jujuheap.charm.machine;

import org.jspecify.annotations.NullMarked;
