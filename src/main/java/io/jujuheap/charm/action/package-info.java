// SPDX-License-Identifier: Apache-2.0
/**
 * The actions: what {@code juju run} answers, in figures for programs and tables for people.
 *
 * <p>Results are read by everybody who may read the model, so they hold no token and no profile. It must not change
 * anything on the machine but to add a profile.
 */
@NullMarked
package io.jujuheap.charm.action;

import org.jspecify.annotations.NullMarked;
