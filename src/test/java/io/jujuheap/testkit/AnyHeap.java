// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary small heaps of one program, with recursion and inlining, whose stacks often coincide. */
public final class AnyHeap {
    private static final long LARGEST = 1L << 40;

    private AnyHeap() {}

    private record Sample(long objects, long bytes, long size, List<String> stack) {}

    /** Heaps as a program has them: no value is negative. */
    public static Arbitrary<Profile> heaps() {
        return profiles(0);
    }

    /** Heaps and differences of heaps. */
    public static Arbitrary<Profile> differences() {
        return profiles(-LARGEST);
    }

    private static Arbitrary<Profile> profiles(long smallest) {
        Arbitrary<Long> values = Arbitraries.longs().between(smallest, LARGEST);
        Arbitrary<Long> sizes = Arbitraries.of(16L, 32L, 4096L);
        Arbitrary<List<String>> stacks = Arbitraries.of("main", "a", "b", "c", "d|a", "c|b|a", "0x40")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
        return Combinators.combine(values, values, sizes, stacks)
                .as(Sample::new)
                .list()
                .ofMaxSize(12)
                .map(AnyHeap::profile);
    }

    private static Profile profile(List<Sample> samples) {
        HandMade profile = HandMade.objectsAndBytes();
        for (Sample sample : samples) {
            profile.sample(
                    new long[] {sample.objects, sample.bytes},
                    List.of(Label.objectBytes(sample.size)),
                    sample.stack.toArray(String[]::new));
        }
        return profile.build();
    }
}
