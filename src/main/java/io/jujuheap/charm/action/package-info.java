// SPDX-License-Identifier: Apache-2.0
/**
 * The actions. {@code juju run} prints their results: figures for programs and tables for people.
 *
 * <p>All users with read access to the model can read the results, so the results contain no token and no profile. An
 * action changes nothing on the machine, except that it adds a profile.
 */
@NullMarked
package io.jujuheap.charm.action;

import org.jspecify.annotations.NullMarked;
