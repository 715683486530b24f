// SPDX-License-Identifier: Apache-2.0
/**
 * The charm: turns each event of Juju into one idempotent reconcile of the service, the relations and the status, and runs
 * actions.
 */
@NullMarked
package io.jujuheap.charm;

import org.jspecify.annotations.NullMarked;
