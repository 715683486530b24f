// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of several rooms need.
 *
 * <p>Profiles: {@code Recorded} from real Go programs, with {@code Golden} outputs of pprof; {@code HandMade} for one question;
 * {@code AnyHeap} for properties. Agents: {@code GoAgent}, a real one; {@code EvilAgent}, which does what a {@code Script} says.
 * Programs: {@code Launcher} for ours, {@code ChildProcess} for any, {@code Promtool}, {@code Prometheus} and {@code Browser}; each
 * fails with what to install where it is missing, and is never skipped.
 */
@NullMarked
package io.jujuheap.testkit;

import org.jspecify.annotations.NullMarked;
