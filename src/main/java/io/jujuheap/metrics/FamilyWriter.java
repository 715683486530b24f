// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;

/** Writes metric families as text, in parts that can be joined. */
final class FamilyWriter {
    private static final FamilyWriter TEXT = new FamilyWriter(PrometheusTextFormatWriter.create(), "");
    private static final FamilyWriter OPENMETRICS = new FamilyWriter(OpenMetricsTextFormatWriter.create(), "# EOF\n");

    private final ExpositionFormatWriter writer;

    /** Ends each text that {@link #writer} writes. */
    private final byte[] end;

    private FamilyWriter(ExpositionFormatWriter writer, String end) {
        this.writer = writer;
        this.end = end.getBytes(US_ASCII);
    }

    static FamilyWriter of(Exposition format) {
        return format == Exposition.OPENMETRICS ? OPENMETRICS : TEXT;
    }

    /** Returns the text of families, sorted by name, without the end of an exposition. */
    byte[] part(Collection<MetricSnapshot> families) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(4 << 10);
        try {
            writer.write(text, new MetricSnapshots(families));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(text.toByteArray(), text.size() - end.length);
    }

    /** Returns an exposition of these parts, in their order. */
    byte[] exposition(byte[]... parts) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 << 10);
        for (byte[] part : parts) {
            text.writeBytes(part);
        }
        text.writeBytes(end);
        return text.toByteArray();
    }
}
