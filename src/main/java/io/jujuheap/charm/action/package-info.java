// SPDX-License-Identifier: Apache-2.0
/**
 * The actions: {@code juju run} prints their results, figures for programs and tables for people.
 *
 * <p>All users who may read the model can read results, so they hold no token and no profile. An action changes nothing on
 * the machine, except that it adds a profile.
 */
@NullMarked
package io.jujuheap.charm.action;

import org.jspecify.annotations.NullMarked;
