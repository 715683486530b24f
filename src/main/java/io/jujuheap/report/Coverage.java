// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/**
 * How much of the profile a list of nodes accounts for.
 *
 * @param shown the sum of the flat values listed
 * @param droppedNodes how many nodes were left out for being too small
 * @param dropCutoff the cumulative value below which they are too small
 * @param nodes how many nodes are listed
 * @param candidates how many there were before the list was cut to a number
 */
public record Coverage(long shown, int droppedNodes, long dropCutoff, int nodes, int candidates) {}
