// SPDX-License-Identifier: Apache-2.0
/**
 * Everything that the charm installs on a machine and removes again: the release, the service, its token, the list of
 * units.
 *
 * <p>Each operation is idempotent. The package must not know of hooks, relations and actions.
 */
@NullMarked
package io.jujuheap.charm.machine;

import org.jspecify.annotations.NullMarked;
