// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.List;

/** Some rows of the table: what they measure, and beside what. A new one joins the list in {@link BenchMain}. */
interface Bench {
    /** What {@code make bench BENCH=…} calls it: one word. */
    String name();

    /** What its rows tell, for the heading: what is measured, beside which peer, and how. */
    String title();

    /** Measures, in some minutes at the most; progress may go to standard error. */
    List<Row> run(Workspace workspace) throws Exception;
}
