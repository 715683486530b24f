// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Saturating;
import java.util.List;
import java.util.OptionalLong;

/**
 * The growth between two profiles of a program: for each function its value before and after. Functions are matched by
 * name, so the profiles may be of different builds and encodings. For pprof's difference see
 * {@link io.jujuheap.profile.Profiles#subtract}.
 *
 * @param base the legend of the earlier profile
 * @param target the legend of the later one; both have the same format of values
 * @param elapsedNanos the time from base to target; 0 when a time is unknown, or the target is older
 * @param grown the sum of the growth of all functions that grew, by their flat values
 * @param shrunk the sum of the growth of all functions that shrank: 0 or negative
 * @param rows the functions that changed most, ordered from most growth to most shrinking
 * @param omitted the number of functions that changed too little to be listed
 * @param restarted whether the profiles are certainly not of one process, because the allocations since the start have
 *     decreased
 */
public record DiffReport(
        Legend base,
        Legend target,
        long elapsedNanos,
        long grown,
        long shrunk,
        List<Row> rows,
        int omitted,
        boolean restarted) {

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final double NANOS_PER_HOUR = 3.6e12;

    public DiffReport {
        requireNonNull(base, "base is null");
        requireNonNull(target, "target is null");
        rows = List.copyOf(rows);
    }

    /**
     * A function.
     *
     * @param name the name of the function, or of another unit of the granularity
     * @param base its value before, flat or cumulative, depending on the options
     * @param target its value after
     * @param error the growth that sampling alone may explain, see {@link io.jujuheap.profile.Sampling}; 0 when unknown
     */
    public record Row(String name, long base, long target, long error) {
        public Row {
            requireNonNull(name, "name is null");
        }

        /** Returns the growth of the function; negative when it shrank. */
        public long growth() {
            return Saturating.add(target, Saturating.negate(base));
        }

        /** Whether sampling alone may explain the growth. */
        public boolean isDoubtful() {
            return Saturating.abs(growth()) <= error;
        }
    }

    /** Returns the growth of the profile. */
    public long growth() {
        return Saturating.add(grown, shrunk);
    }

    /** Returns growth per hour; empty for less than a minute, which is too short for an estimate. */
    public OptionalLong perHour(long growth) {
        return elapsedNanos < NANOS_PER_MINUTE
                ? OptionalLong.empty()
                : OptionalLong.of((long) ((double) growth * NANOS_PER_HOUR / elapsedNanos));
    }

    /** Returns the growth of a row as a share of all growth: 1 for the only function that grew, negative when it shrank. */
    public double share(Row row) {
        return grown == 0 ? 0 : (double) row.growth() / (double) grown;
    }

    /**
     * The report of two profiles.
     *
     * @throws io.jujuheap.io.UsageException when the options do not fit the profiles
     */
    public static DiffReport of(Profile base, Profile target, ReportOptions options) {
        return new DiffBuilder(base, target, options).report();
    }
}
