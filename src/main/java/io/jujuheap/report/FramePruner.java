// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops the frames that the profile declares uninteresting, as C++ allocators do: from the first match below a frame
 * that does not match, everything down to the leaf. Go writes no such list in protobuf profiles.
 */
final class FramePruner {
    private static final List<String> RESERVED = List.of("(anonymous namespace)", "operator()");

    private final Profile profile;
    private final NamePattern drop;
    private final NamePattern keep;
    private final List<Location> locations = new ArrayList<>();
    private final boolean[] isDropped;
    private final boolean[] isCut;

    private FramePruner(Profile profile, NamePattern drop, NamePattern keep) {
        this.profile = profile;
        this.drop = drop;
        this.keep = keep;
        this.isDropped = new boolean[profile.locations().size()];
        this.isCut = new boolean[profile.locations().size()];
    }

    /** Returns the profile without its uninteresting frames; the same one when it declares none. */
    static Profile prune(Profile profile) {
        String dropFrames = profile.info().dropFrames();
        if (dropFrames.isEmpty()) {
            return profile;
        }
        String keepFrames = profile.info().keepFrames();
        // An expression that matches nothing: no exceptions.
        String keepRegex = keepFrames.isEmpty() ? "[^\\x00-\\x{10FFFF}]" : whole(keepFrames);
        FramePruner pruner = new FramePruner(
                profile,
                NamePattern.of("drop_frames of the profile", whole(dropFrames)),
                NamePattern.of("keep_frames of the profile", keepRegex));
        return pruner.pruned();
    }

    private static String whole(String regex) {
        return "^(" + regex + ")$";
    }

    private Profile pruned() {
        for (int i = 0; i < isDropped.length; i++) {
            examine(i, profile.locations().get(i));
        }
        Samples samples = profile.samples();
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            copier.copy(sample, newLeaf(samples, sample), samples.stackEnd(sample));
        }
        return copier.build(locations);
    }

    private void examine(int number, Location location) {
        List<Line> lines = location.lines();
        int match = lines.size() - 1;
        while (match >= 0 && !isUninteresting(lines.get(match))) {
            match--;
        }
        isDropped[number] = match >= 0 && match == lines.size() - 1;
        isCut[number] = match >= 0 && match < lines.size() - 1;
        locations.add(isCut[number] ? location.withLines(lines.subList(match + 1, lines.size())) : location);
    }

    private boolean isUninteresting(Line line) {
        String name = withoutArguments(line.function().name());
        return !line.function().name().isEmpty() && drop.matches(name) && !keep.matches(name);
    }

    /** The position of the innermost stack entry that stays. */
    private int newLeaf(Samples samples, int sample) {
        boolean belowInteresting = false;
        for (int position = samples.stackEnd(sample) - 1; position >= samples.stackStart(sample); position--) {
            int location = samples.locationAt(position);
            boolean interesting = !isDropped[location] && !isCut[location];
            if (belowInteresting && !interesting) {
                return isDropped[location] ? position + 1 : position;
            }
            belowInteresting |= interesting;
        }
        return samples.stackStart(sample);
    }

    /** The name up to its argument list; an initial dot, as some linkers write, does not count. */
    private static String withoutArguments(String name) {
        int start = name.startsWith(".") ? 1 : 0;
        int open = name.indexOf('(', start);
        while (open >= 0) {
            int afterReserved = endOfReserved(name, open);
            if (afterReserved < 0) {
                return name.substring(start, open);
            }
            open = name.indexOf('(', afterReserved);
        }
        return name.substring(start);
    }

    /** Returns where the reserved word with the bracket at {@code open} ends, -1 when the bracket is not part of one. */
    private static int endOfReserved(String name, int open) {
        for (String reserved : RESERVED) {
            int start = open - reserved.indexOf('(');
            if (name.startsWith(reserved, start)) {
                return start + reserved.length();
            }
        }
        return -1;
    }
}
