// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code debug=1} text of Go's counting profiles: goroutines, leaked goroutines, threads, and a program's own
 * counters, such as Juju's open states. {@code printCountProfile} in Go's runtime/pprof writes it: a header with the
 * sum, then a record for each stack.
 */
final class CountTextReader {
    private static final Pattern HEADER = Pattern.compile("(\\S+) profile: total (\\d{1,18})");

    private final TextCursor in;
    private final Limits limits;
    private final MemoryUse memory;
    private final RecordReader reader;
    private final List<List<Label>> labels = new ArrayList<>();
    private int labelCount;

    private CountTextReader(byte[] data, Limits limits, MemoryUse memory) {
        this.in = new TextCursor(data);
        this.limits = limits;
        this.memory = memory;
        this.reader = new RecordReader(in, TextHeader.UNSAMPLED, limits, memory);
    }

    /** Returns whether a text begins with this line. */
    static boolean isHeader(String line) {
        return HEADER.matcher(line).matches();
    }

    static Profile read(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        return new CountTextReader(data, limits, memory).profile();
    }

    private Profile profile() throws MalformedProfileException {
        in.requireWholeLines();
        in.skipBlanks();
        int start = in.position();
        Matcher header = HEADER.matcher(in.line(limits.stringBytes()));
        if (!header.matches()) {
            throw in.malformedAt(start, "a line such as 'goroutine profile: total 12' was expected");
        }
        for (in.skipBlanks(); in.hasMore(); in.skipBlanks()) {
            labels.add(reader.readCount());
            countLabels();
        }
        MemoryMap memoryMap = reader.frames().anyNamed() ? MemoryMap.symbolized() : MemoryMap.anything();
        TextStacks stacks = new TextStacks(reader, memoryMap);
        Samples samples = samples(stacks);
        requireSum(samples, Long.parseLong(header.group(2)));
        return new Profile(info(header.group(1), stacks.comments()), memoryMap.mappings(), stacks.locations(), samples);
    }

    private void countLabels() throws MalformedProfileException {
        labelCount += labels.get(labels.size() - 1).size();
        if (labelCount > limits.labels()) {
            throw in.malformed("the profile has more than the allowed " + limits.labels() + " labels");
        }
    }

    private Samples samples(TextStacks stacks) {
        TextRecords records = reader.records();
        memory.takeSamples(records.count(), 1, records.totalDepth());
        Samples.Builder samples = new Samples.Builder(1, records.count(), records.totalDepth());
        for (int record = 0; record < records.count(); record++) {
            stacks.add(record, samples);
            samples.value(0, records.value(record, TextRecords.COUNT));
            samples.end(samples.labelSet(labels.get(record)));
        }
        return samples.build();
    }

    /** The sum of all records in the header. Only with it can a truncated text be detected. */
    private void requireSum(Samples samples, long total) throws MalformedProfileException {
        long sum = 0;
        for (int sample = 0; sample < samples.count(); sample++) {
            sum = Saturating.add(sum, samples.value(sample, 0));
        }
        if (sum != total) {
            throw in.malformed("the records add up to " + sum + ", but the first line says " + total
                    + ", so the profile was cut short or changed; fetch it again");
        }
    }

    /** Returns the info that Go's protobuf of such a profile has. */
    static ProfileInfo info(String type, List<String> comments) {
        SampleType counted = new SampleType(type, "count");
        return new ProfileInfo(List.of(counted), "", counted, 1, 0, 0, "", "", comments, "", null);
    }
}
