// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** The stacks of {@link Traces}, one under the other. */
final class TracesText {
    private static final String SEPARATOR = "-----------+-------------------------------------------------------\n";

    private TracesText() {}

    static void appendTo(StringBuilder out, Traces traces, TextStyle style) {
        ValueWriter values = traces.legend().format().writer();
        for (Traces.Trace trace : traces.traces()) {
            out.append(SEPARATOR);
            for (Traces.Tag tag : trace.tags()) {
                out.append(line(tag)).append('\n');
            }
            String value = values.write(trace.value());
            for (Traces.Frame frame : trace.frames()) {
                NodeText.appendRight(out, value, 10);
                out.append("   ");
                style.appendName(out, frame.name(), frame.inlined() ? " (inline)" : "");
                out.append('\n');
                value = "";
            }
        }
        out.append(SEPARATOR);
    }

    /** A label as it is written, and as labels are sorted. */
    static String line(Traces.Tag tag) {
        StringBuilder out = new StringBuilder(32);
        NodeText.appendRight(out, tag.key(), 10);
        return out.append(":  ").append(tag.value()).toString();
    }
}
