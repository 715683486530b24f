// SPDX-License-Identifier: Apache-2.0
/**
 * {@code make bench}: the budgets of the design, each measured beside its peer in one run.
 *
 * <p>A {@code …Bench} gives {@code Row}s, ours and the peer's, with the {@code Budget} where there is one; {@code BenchMain} runs them,
 * {@code Table} prints them, {@code Results} keeps them as JSON and {@code SizesPage} makes of that the page in the documents. What is
 * measured runs as processes of their own: {@code TimedCommand} from start to end, {@code ServerProcess} while {@code Load} or
 * {@code MixedRequests} ask it. Parsing alone is measured inside one, by JMH: {@code ParseBenchmark}. Compiled by
 * {@code src/bench/run}; the test kit's agents and profiles are used here too.
 */
package io.jujuheap.bench;
