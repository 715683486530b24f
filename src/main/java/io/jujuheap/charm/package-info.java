// SPDX-License-Identifier: Apache-2.0
/**
 * Juju events to one idempotent reconcile: the service, relations, actions and status of the charm.
 */
@NullMarked
package io.jujuheap.charm;

import org.jspecify.annotations.NullMarked;
