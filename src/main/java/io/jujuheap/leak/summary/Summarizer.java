// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Sampling;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Creates summaries of profiles. Summaries by one summarizer share their call sites. Not thread-safe. */
public final class Summarizer {
    /** The size of a profiler bucket without its frames, from runtime/mprof.go, Go 1.19 to 1.26. */
    private static final long BUCKET_BYTES = 176;

    private static final long BUCKET_BYTES_PER_FRAME = 8;

    private final Map<CallSite, CallSite> callSites = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * Sums a heap profile up by call site.
     *
     * @param info when the profile was taken, and of which process
     * @param profile a heap profile with in-use values, and allocation values if it has them
     * @throws UsageException when it is not a heap profile
     */
    public ProfileSummary summarize(SnapshotInfo info, Profile profile) {
        Columns columns = Columns.of(info.name(), profile);
        Samples samples = profile.samples();
        NumberedFunctions functions = NumberedFunctions.of(profile.locations(), this::name);
        NumberedSites sites = new NumberedSites(samples, functions);
        FigureColumns figures = new FigureColumns(sites.count());
        List<Long> objectSizes = objectSizes(samples);
        for (int i = 0; i < samples.count(); i++) {
            long size = objectSizes.get(samples.labelSet(i));
            figures.add(sites.ofSample(i), columns.figures(samples, i, size, info.samplingPeriodBytes()));
        }
        return summary(info.withProfilerBytesIfUnknown(bucketBytes(samples)), functions, sites, figures);
    }

    /** Returns the part of a profile that is kept: the functions with most memory in use, and the largest of their stacks. */
    public ProfileSummary summary(
            SnapshotInfo info, NumberedFunctions functions, NumberedSites sites, FigureColumns ofSites) {
        int[] blamed =
                IntStream.range(0, sites.count()).map(sites::functionToBlame).toArray();
        FigureColumns ofFunctions = new FigureColumns(functions.count());
        BitSet allBlamed = new BitSet();
        for (int site = 0; site < blamed.length; site++) {
            ofFunctions.add(blamed[site], ofSites.get(site));
            allBlamed.set(blamed[site]);
        }
        List<Integer> largest =
                ofFunctions.largest(ProfileSummary.FUNCTIONS, allBlamed::get, Comparator.naturalOrder());
        Set<Integer> kept = Set.copyOf(largest);
        List<Integer> stacks =
                ofSites.largest(ProfileSummary.STACKS, site -> kept.contains(blamed[site]), sites::compare);
        return new ProfileSummary(
                info,
                ofSites.sum(),
                figures(largest, functions::name, ofFunctions),
                figures(stacks, site -> shared(sites.get(site)), ofSites));
    }

    private static <K> Map<K, Figures> figures(List<Integer> numbers, IntFunction<K> key, FigureColumns figures) {
        Map<K, Figures> map = new LinkedHashMap<>();
        numbers.forEach(number -> map.put(key.apply(number), figures.get(number)));
        return map;
    }

    private CallSite shared(CallSite site) {
        return callSites.computeIfAbsent(site, key -> key);
    }

    /** Returns the memory of the profiler's buckets: one per sample, never freed. */
    private static long bucketBytes(Samples samples) {
        return samples.count() * BUCKET_BYTES + samples.totalDepth() * BUCKET_BYTES_PER_FRAME;
    }

    /**
     * Returns the call sites with these ids. A heap profile lists everything that its process has ever allocated, so it
     * has the stacks of earlier summaries, too.
     */
    public List<CallSite> callSites(Profile profile, Set<Long> ids) {
        NumberedSites sites =
                new NumberedSites(profile.samples(), NumberedFunctions.of(profile.locations(), this::name));
        return IntStream.range(0, sites.count())
                .mapToObj(sites::get)
                .filter(site -> ids.contains(site.id()))
                .toList();
    }

    private String name(String function) {
        return names.computeIfAbsent(function, FunctionNames::inSummaries);
    }

    /** Returns the object size in bytes of each label set; 0 when unknown. */
    private static List<Long> objectSizes(Samples samples) {
        return samples.labelSets().stream()
                .map(labels -> labels.stream()
                        .filter(label -> label.key().equals(Label.BYTES))
                        .mapToLong(Label::number)
                        .findFirst()
                        .orElse(0))
                .toList();
    }

    /**
     * The columns of a heap profile; {@link #UNKNOWN} where it has none. Old Go wrote two columns, without "inuse" in
     * their names, only when nothing was ever freed. Tools such as Parca and Pyroscope provide only the bytes in use.
     */
    private record Columns(int inuseObjects, int inuseBytes, int allocatedObjects, int allocatedBytes) {
        private static final int UNKNOWN = -1;

        /** Go's own sampling period, for profiles from which no number of objects can be told. */
        private static final long USUAL_PERIOD_BYTES = 512 << 10;

        static Columns of(String name, Profile profile) {
            int oldObjects = profile.sampleTypeIndex("objects").orElse(UNKNOWN);
            int oldBytes = profile.sampleTypeIndex("space").orElse(UNKNOWN);
            int bytes = profile.sampleTypeIndex(SampleType.INUSE_SPACE.type()).orElse(oldBytes);
            if (bytes == UNKNOWN) {
                throw new UsageException(name + " is not a heap profile, it has no " + SampleType.INUSE_SPACE.type()
                        + ": leaks are sought in profiles from debug/pprof/heap");
            }
            return new Columns(
                    profile.sampleTypeIndex(SampleType.INUSE_OBJECTS.type()).orElse(oldObjects),
                    bytes,
                    profile.sampleTypeIndex(SampleType.ALLOC_OBJECTS.type()).orElse(oldObjects),
                    profile.sampleTypeIndex(SampleType.ALLOC_SPACE.type()).orElse(oldBytes));
        }

        Figures figures(Samples samples, int sample, long objectSize, long period) {
            long liveObjects = value(samples, sample, inuseObjects);
            long liveBytes = value(samples, sample, inuseBytes);
            long allObjects = value(samples, sample, allocatedObjects);
            long allBytes = value(samples, sample, allocatedBytes);
            double size = objectSize > 0 ? objectSize : size(liveObjects, liveBytes, allObjects, allBytes);
            return new Figures(
                    liveBytes,
                    liveObjects,
                    allBytes,
                    allObjects,
                    sampled(liveBytes, size, period),
                    sampled(allBytes, size, period));
        }

        private static long value(Samples samples, int sample, int column) {
            return column == UNKNOWN ? 0 : samples.value(sample, column);
        }

        private static double size(long liveObjects, long liveBytes, long allObjects, long allBytes) {
            if (allObjects > 0) {
                return (double) allBytes / allObjects;
            }
            return liveObjects > 0 ? (double) liveBytes / liveObjects : 0;
        }

        /** Returns the number of sampled objects. Objects of unknown size are assumed to be much smaller than the period. */
        private static long sampled(long bytes, double size, long period) {
            return size > 0 || bytes == 0
                    ? Sampling.sampled(bytes, size, period)
                    : Math.max(1, Math.round((double) bytes / Math.max(period, USUAL_PERIOD_BYTES)));
        }
    }
}
