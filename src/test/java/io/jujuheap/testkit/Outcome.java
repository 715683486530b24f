// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

/**
 * What a program came to.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Outcome(int code, String out, String err) {}
