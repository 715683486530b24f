// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldedWriterTest {
    private static final ProfileInfo INFO = ProfileInfo.of(List.of(SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE));

    @Test
    void writes_stacks_root_first_and_adds_equal_ones() {
        Profile profile = profile(
                List.of(named("main.leaf", "main.inlinedInto"), named("main.main")),
                samples()
                        .location(0)
                        .location(1)
                        .value(0, 1)
                        .value(1, 10)
                        .end()
                        .location(1)
                        .value(1, 5)
                        .end()
                        .location(0)
                        .location(1)
                        .value(1, 32)
                        .end());
        assertThat(FoldedWriter.folded(profile, 1)).isEqualTo("main.main 5\nmain.main;main.inlinedInto;main.leaf 42\n");
        assertThat(FoldedWriter.folded(profile, 0)).isEqualTo("main.main;main.inlinedInto;main.leaf 1\n");
    }

    @Test
    void leaves_out_stacks_without_a_value() {
        Profile profile =
                profile(List.of(named("main.main")), samples().location(0).end());
        assertThat(FoldedWriter.folded(profile, 1)).isEmpty();
    }

    @Test
    void leaves_out_stacks_whose_values_cancel() {
        Profile profile = profile(
                List.of(named("main.main")),
                samples().location(0).value(1, 5).end().location(0).value(1, -5).end());
        assertThat(FoldedWriter.folded(profile, 1)).isEmpty();
    }

    @Test
    void names_that_would_break_the_line_are_mended() {
        Profile profile = profile(
                List.of(named("T[struct { a int; b int }]\n")),
                samples().location(0).value(1, 1).end());
        assertThat(FoldedWriter.folded(profile, 1)).isEqualTo("T[struct { a int, b int }]  1\n");
    }

    @Test
    void shows_the_address_of_what_has_no_name() {
        Profile profile = profile(
                List.of(new Location(Mapping.NONE, -1, List.of(), false), named("")),
                samples().location(0).location(1).value(1, 1).end());
        assertThat(FoldedWriter.folded(profile, 1)).isEqualTo("?;0xffffffffffffffff 1\n");
    }

    private static Samples.Builder samples() {
        return new Samples.Builder(2, 0, 0);
    }

    private static Profile profile(List<Location> locations, Samples.Builder samples) {
        return new Profile(INFO, List.of(), locations, samples.build());
    }

    private static Location named(String... names) {
        List<Line> lines = Stream.of(names)
                .map(name -> new Line(new Function(name, name, "/m.go", 0), 1, 0))
                .toList();
        return new Location(Mapping.NONE, 1, lines, false);
    }
}
