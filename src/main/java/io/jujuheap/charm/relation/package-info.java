// SPDX-License-Identifier: Apache-2.0
/**
 * The data that the charm gives to other charms: scrape jobs, alert rules and dashboards, in the form of each interface.
 *
 * <p>The package must not depend on how the service is run.
 */
@NullMarked
package io.jujuheap.charm.relation;

import org.jspecify.annotations.NullMarked;
