// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import java.util.ArrayList;
import java.util.List;

/**
 * A profile in a few numbers: what it counts in all, and where most of it is.
 *
 * @param file the name of the program's binary; empty when unknown
 * @param timeNanos when the profile was taken, nanoseconds since the Unix epoch; 0 when not stated
 * @param samples how many samples it has
 * @param totals the sum of each sample type
 * @param sampleType the type by which {@code sites} are chosen
 * @param sites the functions that hold most, largest first
 */
public record Summary(
        String file, long timeNanos, int samples, List<Total> totals, String sampleType, List<Site> sites) {

    public Summary {
        requireNonNull(file, "file is null");
        totals = List.copyOf(totals);
        requireNonNull(sampleType, "sampleType is null");
        sites = List.copyOf(sites);
    }

    /**
     * The sum of a sample type.
     *
     * @param type such as {@code inuse_space}
     * @param unit such as {@code bytes}
     * @param value the sum over all samples
     * @param error how far the truth may be from it in 95 of 100 cases, see {@link SamplingError}; 0 when unknown
     * @param text the value as people write it, such as {@code 612.40MB}
     */
    public record Total(String type, String unit, long value, long error, String text) {
        public Total {
            requireNonNull(type, "type is null");
            requireNonNull(unit, "unit is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * A function that holds much.
     *
     * @param name of the function, or what the granularity has instead
     * @param flat what it holds itself, in the unit of the sample type
     * @param cum what it holds together with what it calls
     * @param flatPercent {@code flat} in percent of the total
     * @param cumPercent {@code cum} in percent of the total
     * @param text {@code flat} as people write it
     */
    public record Site(String name, long flat, long cum, double flatPercent, double cumPercent, String text) {
        public Site {
            requireNonNull(name, "name is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * The summary of a profile, with as many sites as {@link Top} has rows for these options.
     *
     * @throws io.jujuheap.profile.UsageException when the options do not fit the profile
     */
    public static Summary of(Profile profile, ReportOptions options) {
        Top top = Top.of(profile, options);
        List<Total> totals = new ArrayList<>();
        for (int type = 0; type < profile.sampleTypes().size(); type++) {
            totals.add(total(profile, type));
        }
        Legend legend = top.legend();
        List<Site> sites = new ArrayList<>(top.rows().size());
        for (Top.Row row : top.rows()) {
            sites.add(new Site(
                    row.name(),
                    row.flat(),
                    row.cum(),
                    percent(row.flat(), legend.total()),
                    percent(row.cum(), legend.total()),
                    legend.format().format(row.flat())));
        }
        return new Summary(
                legend.file(), legend.timeNanos(), profile.samples().count(), totals, legend.sampleType(), sites);
    }

    private static Total total(Profile profile, int index) {
        SampleType type = profile.sampleTypes().get(index);
        long value = profile.total(index);
        return new Total(
                type.type(),
                type.unit(),
                value,
                SamplingError.of(value, type, profile.info()),
                ValueFormat.natural(value, type.unit()));
    }

    private static double percent(long value, long total) {
        return total == 0 ? 0 : (double) value / (double) total * 100;
    }
}
