// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumberedSitesTest {
    /** Of three functions, so that many stacks are equal though their locations are not, and some locations were inlined. */
    private static final List<Location> LOCATIONS = List.of(
            location("b"), location("a"), location("a"), location("a", "b"), location(), location("c", "a", "b"));

    private static final NumberedFunctions FUNCTIONS = NumberedFunctions.of(LOCATIONS, name -> "main." + name);

    @Property
    void two_samples_are_of_one_site_when_their_functions_are_the_same(
            @ForAll @Size(max = 200) List<@Size(max = 4) List<@IntRange(max = 5) Integer>> stacks) {
        NumberedSites sites = new NumberedSites(samples(stacks), FUNCTIONS);

        Map<List<String>, Integer> expected = new HashMap<>();
        for (int sample = 0; sample < stacks.size(); sample++) {
            List<String> names = names(stacks.get(sample));
            int site = expected.computeIfAbsent(names, key -> expected.size());
            assertThat(sites.ofSample(sample)).isEqualTo(site);
            assertThat(sites.get(site).stack()).isEqualTo(names);
            assertThat(FUNCTIONS.name(sites.functionToBlame(site)))
                    .isEqualTo(CallSite.of(names).function());
        }
        assertThat(sites.count()).isEqualTo(expected.size());
    }

    @Test
    void functions_are_numbered_in_the_order_of_their_names() {
        assertThat(IntStream.range(0, FUNCTIONS.count()).mapToObj(FUNCTIONS::name))
                .containsExactly("<unknown>", "main.a", "main.b", "main.c");
    }

    private static List<String> names(List<Integer> stack) {
        return stack.stream()
                .flatMap(location -> LOCATIONS.get(location).lines().stream())
                .map(line -> "main." + line.function().name())
                .toList();
    }

    private static Samples samples(List<List<Integer>> stacks) {
        Samples.Builder samples = new Samples.Builder(1, stacks.size(), 4 * stacks.size());
        for (List<Integer> stack : stacks) {
            stack.forEach(samples::location);
            samples.end(Samples.NO_LABELS);
        }
        return samples.build();
    }

    private static Location location(String... functions) {
        List<Line> lines = new ArrayList<>();
        for (String function : functions) {
            lines.add(new Line(new Function(function, function, "", 0), 0, 0));
        }
        return new Location(Mapping.NONE, 1, lines, false);
    }
}
