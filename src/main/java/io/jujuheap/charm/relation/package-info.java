// SPDX-License-Identifier: Apache-2.0
/**
 * What the charm tells other charms: scrape jobs, alert rules, dashboards, in the words of each relation's interface.
 *
 * <p>It must not know how the service is run.
 */
@NullMarked
package io.jujuheap.charm.relation;

import org.jspecify.annotations.NullMarked;
