// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Saturating;
import java.util.List;
import java.util.OptionalLong;

/**
 * What grew between two profiles of a program, for people: per function how much it held before and after. Functions are
 * matched by name, so the profiles may be of different builds and encodings. For the same question in pprof's terms see
 * {@link io.jujuheap.profile.Profiles#subtract}.
 *
 * @param base what the report says of the earlier profile
 * @param target what it says of the later one; both have one format of values
 * @param elapsedNanos the time from base to target; 0 when one of them does not tell when it was taken, or the target is
 *     the older
 * @param grown the sum of the growth of all functions that grew, by their flat values
 * @param shrunk the sum of the growth of all functions that shrank: 0 or negative
 * @param rows the functions that changed most, most growth first, then those that shrank, most last
 * @param omitted how many functions changed too little to be listed
 * @param restarted whether the profiles are surely not of one process: less has been allocated since the start of the later
 *     one's
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
     * @param name of the function, or what the granularity has instead
     * @param base what it held before, itself or, as the options say, together with what it calls
     * @param target what it held after
     * @param error growth of at most this much sampling alone may explain, see {@link io.jujuheap.profile.Sampling}; 0 when unknown
     */
    public record Row(String name, long base, long target, long error) {
        public Row {
            requireNonNull(name, "name is null");
        }

        /** Returns how much more the function holds than before; negative when it shrank. */
        public long growth() {
            return Saturating.add(target, Saturating.negate(base));
        }

        /** Whether sampling alone may explain the growth. */
        public boolean isDoubtful() {
            return Saturating.abs(growth()) <= error;
        }
    }

    /** Returns how much more the profile holds than before. */
    public long growth() {
        return Saturating.add(grown, shrunk);
    }

    /** So much growth as a rate; empty for less than a minute, which foretells no hour. */
    public OptionalLong perHour(long growth) {
        return elapsedNanos < NANOS_PER_MINUTE
                ? OptionalLong.empty()
                : OptionalLong.of((long) ((double) growth * NANOS_PER_HOUR / elapsedNanos));
    }

    /** The growth of a row as a part of all growth: 1 for a function that is all that grew, negative when it shrank. */
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
