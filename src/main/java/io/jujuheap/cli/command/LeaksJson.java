// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Verdicts as JSON, in the stable shape that the sidecar's {@code /api/v1/leaks} has too. */
final class LeaksJson {
    private LeaksJson() {}

    static String of(LeakReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("agent", report.agent());
            json.writeStringField("from", report.from().toString());
            json.writeStringField("to", report.to().toString());
            json.writeNumberField("snapshots", report.snapshots());
            json.writeNumberField("segments", report.segments());
            json.writeArrayFieldStart("sites");
            for (SiteVerdict site : report.sites()) {
                write(json, site);
            }
            json.writeEndArray();
            json.writeStringField("explanation", report.explanation());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, SiteVerdict site) throws IOException {
        json.writeStartObject();
        json.writeStringField("function", site.function());
        json.writeArrayFieldStart("stack");
        for (String frame : site.stack()) {
            json.writeString(frame);
        }
        json.writeEndArray();
        json.writeStringField("verdict", site.verdict().word());
        json.writeNumberField("inuseBytes", site.inuseBytes());
        json.writeNumberField("slopeBytesPerHour", site.slopeBytesPerHour());
        json.writeNumberField("slopeLow", site.slopeLow());
        json.writeNumberField("slopeHigh", site.slopeHigh());
        json.writeNumberField("pValue", site.pValue());
        json.writeNumberField("freedRatio", site.freedRatio());
        json.writeNumberField("noiseFloorBytes", site.noiseFloorBytes());
        json.writeNumberField("growthShare", site.growthShare());
        if (site.firstSeen().isPresent()) {
            json.writeStringField("firstSeen", site.firstSeen().get().toString());
        }
        json.writeEndObject();
    }
}
