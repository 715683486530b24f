// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jujuheap.profile.Saturating;
import io.jujuheap.report.DiffReport;
import io.jujuheap.report.Inlining;
import io.jujuheap.report.Legend;
import io.jujuheap.report.Top;
import io.jujuheap.report.Traces;
import io.jujuheap.report.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Reports as JSON for scripts. The shapes are stable and described in the manual page: fields may be added, none is renamed
 * or removed. Values are whole numbers in the unit of the sample type, names are never shortened. Where the sidecar's API
 * has the same figure, it has the same name.
 */
final class ReportJson {
    private ReportJson() {}

    static String of(Top top) {
        return JsonText.of(out -> {
            out.writeStartObject();
            writeLegend(out, top.legend());
            out.writeNumberField("shown", top.coverage().shown());
            out.writeNumberField("functions", top.coverage().candidates());
            out.writeArrayFieldStart("rows");
            long sum = 0;
            for (Top.Row row : top.rows()) {
                sum = Saturating.add(sum, row.flat());
                writeRow(out, row, sum, top.legend().total());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    static String of(Tree tree) {
        return JsonText.of(out -> {
            out.writeStartObject();
            writeLegend(out, tree.legend());
            out.writeArrayFieldStart("nodes");
            for (Tree.Node node : tree.nodes()) {
                out.writeStartObject();
                out.writeStringField("function", node.name());
                out.writeNumberField("flat", node.flat());
                out.writeNumberField("cum", node.cum());
                writeCalls(out, "callers", node.callers());
                writeCalls(out, "callees", node.callees());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    static String of(Traces traces) {
        return JsonText.of(out -> {
            out.writeStartObject();
            writeLegend(out, traces.legend());
            out.writeArrayFieldStart("traces");
            for (Traces.Trace trace : traces.traces()) {
                out.writeStartObject();
                out.writeNumberField("value", trace.value());
                out.writeObjectFieldStart("labels");
                for (Traces.Tag tag : trace.tags()) {
                    out.writeStringField(tag.key(), tag.value());
                }
                out.writeEndObject();
                out.writeArrayFieldStart("stack");
                for (Traces.Frame frame : trace.frames()) {
                    out.writeString(frame.name());
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    static String of(DiffReport diff) {
        return JsonText.of(out -> {
            out.writeStartObject();
            writeType(out, diff.target());
            writeSide(out, "base", diff.base());
            writeSide(out, "target", diff.target());
            out.writeNumberField("growth", diff.growth());
            out.writeNumberField("grown", diff.grown());
            out.writeNumberField("shrunk", diff.shrunk());
            writeRate(out, diff, diff.growth());
            out.writeArrayFieldStart("rows");
            for (DiffReport.Row row : diff.rows()) {
                writeRow(out, diff, row);
            }
            out.writeEndArray();
            out.writeNumberField("omitted", diff.omitted());
            out.writeEndObject();
        });
    }

    private static void writeLegend(JsonGenerator out, Legend legend) throws IOException {
        out.writeStringField("program", legend.file());
        writeType(out, legend);
        writeTime(out, legend);
        out.writeArrayFieldStart("filters");
        for (String filter : legend.activeFilters()) {
            out.writeString(filter);
        }
        out.writeEndArray();
        out.writeNumberField("total", legend.total());
    }

    private static void writeType(JsonGenerator out, Legend legend) throws IOException {
        out.writeObjectFieldStart("sampleType");
        out.writeStringField("type", legend.sampleType());
        out.writeStringField("unit", legend.format().sampleUnit());
        out.writeEndObject();
    }

    /** Left out where the profile does not tell, as Go's text does not. */
    private static void writeTime(JsonGenerator out, Legend legend) throws IOException {
        if (legend.timeNanos() != 0) {
            out.writeStringField(
                    "takenAt", Instant.ofEpochSecond(0, legend.timeNanos()).toString());
        }
    }

    private static void writeRow(JsonGenerator out, Top.Row row, long sum, long total) throws IOException {
        out.writeStartObject();
        out.writeStringField("function", row.name());
        if (row.inlining() != Inlining.NONE) {
            out.writeStringField("inline", row.inlining() == Inlining.INLINE ? "all" : "partial");
        }
        out.writeNumberField("flat", row.flat());
        out.writeNumberField("flatPercent", percent(row.flat(), total));
        out.writeNumberField("sumPercent", percent(sum, total));
        out.writeNumberField("cum", row.cum());
        out.writeNumberField("cumPercent", percent(row.cum(), total));
        out.writeEndObject();
    }

    private static void writeCalls(JsonGenerator out, String name, List<Tree.Call> calls) throws IOException {
        out.writeArrayFieldStart(name);
        for (Tree.Call call : calls) {
            out.writeStartObject();
            out.writeStringField("function", call.name());
            out.writeNumberField("value", call.value());
            out.writeBooleanField("inline", call.inline());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeSide(JsonGenerator out, String name, Legend legend) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("program", legend.file());
        writeTime(out, legend);
        out.writeNumberField("total", legend.total());
        out.writeEndObject();
    }

    private static void writeRow(JsonGenerator out, DiffReport diff, DiffReport.Row row) throws IOException {
        out.writeStartObject();
        out.writeStringField("function", row.name());
        out.writeNumberField("base", row.base());
        out.writeNumberField("target", row.target());
        out.writeNumberField("growth", row.growth());
        out.writeNumberField("growthShare", diff.share(row));
        writeRate(out, diff, row.growth());
        out.writeNumberField("samplingError", row.error());
        out.writeEndObject();
    }

    private static void writeRate(JsonGenerator out, DiffReport diff, long growth) throws IOException {
        var rate = diff.perHour(growth);
        if (rate.isPresent()) {
            out.writeNumberField("growthPerHour", rate.getAsLong());
        }
    }

    private static double percent(long value, long total) {
        return total == 0 ? 0 : Math.round((double) value / (double) total * 1e6) / 1e4;
    }
}
