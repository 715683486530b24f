// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Units;
import io.jujuheap.report.Traces;
import io.jujuheap.report.ValueFormat;
import java.util.stream.Collectors;

/** Writes values as pprof does: at most two decimals, then the unit, 1 kB being 1024 B; zero has no unit. */
final class ValueWriter {
    private final ValueFormat format;
    private final Units.Conversion conversion;

    ValueWriter(ValueFormat format) {
        this.format = format;
        this.conversion = Units.conversion(format.sampleUnit(), format.outputUnit());
    }

    /** Formats a value with a suitable unit, such as {@code 612.40MB}; counts have no unit. */
    static String natural(long value, String unit) {
        return new ValueWriter(new ValueFormat(unit, Units.AUTO, 1)).write(value);
    }

    /** Formats the values of a tag, separated by spaces: its texts, or its numbers with their unit. */
    static String text(Traces.Tag tag) {
        return tag.labels().stream().map(label -> text(label, tag.unit())).collect(Collectors.joining(" "));
    }

    private static String text(Label label, String unit) {
        return label.isText() ? label.text() : natural(label.number(), unit);
    }

    String write(long value) {
        Units.Scaled scaled = conversion.apply(format.scaled(value));
        String number = Decimals.twoPlaces(scaled.value());
        if (number.endsWith(".00")) {
            number = number.substring(0, number.length() - 3);
        }
        return number.equals("0") || number.equals("-0") ? "0" : number.concat(scaled.unit());
    }

    /** Formats a value with a sign before positive ones. */
    String signed(long value) {
        String text = write(value);
        return value > 0 ? "+".concat(text) : text;
    }
}
