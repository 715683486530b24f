// SPDX-License-Identifier: Apache-2.0
/** The charm. Each hook is one idempotent reconcile of the service, the relations and the status. Actions run here, too. */
@NullMarked
package io.jujuheap.charm;

import org.jspecify.annotations.NullMarked;
