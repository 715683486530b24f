// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/**
 * The share of the profile that a list of nodes covers.
 *
 * @param shown the sum of the flat values listed
 * @param droppedNodes the number of nodes that were left out as too small
 * @param dropCutoff the cumulative value below which nodes are left out
 * @param nodes the number of listed nodes
 * @param candidates the number of nodes before the list was limited
 */
public record Coverage(long shown, int droppedNodes, long dropCutoff, int nodes, int candidates) {}
