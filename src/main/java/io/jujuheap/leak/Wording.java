// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.profile.Units;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers as the sentences of a report say them. */
public final class Wording {
    private Wording() {}

    static String bytes(double bytes) {
        return bytes(Math.round(bytes));
    }

    /** Returns a size in pprof's units, where a kB is 1,024 bytes. */
    public static String bytes(long bytes) {
        Units.Scaled scaled = Units.scale(bytes, "bytes", Units.AUTO);
        return String.format(
                Locale.ROOT, scaled.unit().equals("B") ? "%.0f%s" : "%.1f%s", scaled.value(), scaled.unit());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    static String hours(double hours) {
        long minutes = Math.round(hours * 60);
        if (minutes < 60) {
            return minutes < 2 ? "a minute" : minutes + " minutes";
        }
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f hours", hours)
                : String.format(Locale.ROOT, "%.0f days", hours / 24);
    }

    /** To the second, in UTC. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
