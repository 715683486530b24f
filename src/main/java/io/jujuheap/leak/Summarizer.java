// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes summaries of profiles. One summarizer for a whole series lets its summaries share their call sites; it is not
 * safe for use by several threads.
 */
public final class Summarizer {
    /** What a bucket of the profiler takes, and what each frame of its stack adds: runtime/mprof.go, Go 1.19 to 1.26. */
    private static final long BUCKET_BYTES = 176;

    private static final long BUCKET_BYTES_PER_FRAME = 8;

    private final Map<CallSite, CallSite> sites = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * Sums a heap profile up by call site.
     *
     * @param info when the profile was taken, and of what
     * @param profile a heap profile with in-use values, and allocation values if it has them
     * @throws UsageException when it is not a heap profile
     */
    public ProfileSummary summarize(SnapshotInfo info, Profile profile) {
        Columns columns = Columns.of(info.name(), profile);
        List<List<String>> functions = functionsOfLocations(profile);
        List<Long> objectSizes = objectSizes(profile.samples());
        Map<List<Integer>, CallSite> siteOfStack = new HashMap<>();
        Map<CallSite, Figures> figures = new LinkedHashMap<>();
        Samples samples = profile.samples();
        for (int i = 0; i < samples.count(); i++) {
            CallSite site = siteOfStack.computeIfAbsent(stack(samples, i), stack -> site(stack, functions));
            long size = objectSizes.get(samples.labelSet(i));
            figures.merge(site, columns.figures(samples, i, size, info.samplingPeriodBytes()), Figures::plus);
        }
        return ProfileSummary.of(info.withProfilerBytesIfUnknown(bucketBytes(samples)), figures);
    }

    /** The memory of the profiler's buckets: one per sample, never freed. */
    private static long bucketBytes(Samples samples) {
        return samples.count() * BUCKET_BYTES + samples.totalDepth() * BUCKET_BYTES_PER_FRAME;
    }

    private static List<Integer> stack(Samples samples, int sample) {
        List<Integer> stack = new ArrayList<>(samples.depth(sample));
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            stack.add(samples.locationAt(position));
        }
        return stack;
    }

    /** The call sites of a heap profile: whatever its process has allocated, now or before, is among them. */
    public Collection<CallSite> callSites(Profile profile) {
        List<List<String>> functions = functionsOfLocations(profile);
        Map<List<Integer>, CallSite> siteOfStack = new HashMap<>();
        Samples samples = profile.samples();
        for (int i = 0; i < samples.count(); i++) {
            siteOfStack.computeIfAbsent(stack(samples, i), stack -> site(stack, functions));
        }
        return siteOfStack.values();
    }

    private CallSite site(List<Integer> stack, List<List<String>> functions) {
        CallSite site = CallSite.of(stack.stream()
                .flatMap(location -> functions.get(location).stream())
                .toList());
        return sites.computeIfAbsent(site, key -> key);
    }

    private List<List<String>> functionsOfLocations(Profile profile) {
        return profile.locations().stream()
                .map(location -> location.lines().stream().map(this::name).toList())
                .toList();
    }

    private String name(Line line) {
        return names.computeIfAbsent(line.function().name(), FunctionNames::withoutTypeArguments);
    }

    /** The size in bytes of the objects that each label set stands for, 0 when it does not say. */
    private static List<Long> objectSizes(Samples samples) {
        return samples.labelSets().stream()
                .map(labels -> labels.stream()
                        .filter(label -> label.key().equals(Label.BYTES))
                        .mapToLong(Label::number)
                        .findFirst()
                        .orElse(0))
                .toList();
    }

    /** Where the values of a heap profile are. Old Go may write two columns only when nothing was ever freed. */
    private record Columns(int inuseObjects, int inuseBytes, int allocObjects, int allocBytes) {

        static Columns of(String name, Profile profile) {
            int objects = index(profile, SampleType.INUSE_OBJECTS, "objects", name);
            int bytes = index(profile, SampleType.INUSE_SPACE, "space", name);
            return new Columns(
                    objects,
                    bytes,
                    profile.sampleTypeIndex(SampleType.ALLOC_OBJECTS.type()).orElse(objects),
                    profile.sampleTypeIndex(SampleType.ALLOC_SPACE.type()).orElse(bytes));
        }

        private static int index(Profile profile, SampleType type, String shortName, String name) {
            return profile.sampleTypeIndex(type.type())
                    .or(() -> profile.sampleTypeIndex(shortName))
                    .orElseThrow(() -> new UsageException(name + " is not a heap profile, it has no " + type.type()
                            + ": leaks are sought in profiles from debug/pprof/heap"));
        }

        Figures figures(Samples samples, int sample, long objectSize, long period) {
            long liveObjects = samples.value(sample, inuseObjects);
            long liveBytes = samples.value(sample, inuseBytes);
            long allObjects = samples.value(sample, allocObjects);
            long allBytes = samples.value(sample, allocBytes);
            double size = objectSize > 0 || allObjects == 0 ? objectSize : (double) allBytes / allObjects;
            return new Figures(
                    liveBytes,
                    liveObjects,
                    allBytes,
                    allObjects,
                    Sampling.sampled(liveBytes, size, period),
                    Sampling.sampled(allBytes, size, period));
        }
    }
}
