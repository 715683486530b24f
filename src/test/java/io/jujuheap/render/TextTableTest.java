// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.Profiles;
import io.jujuheap.profile.Samples;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A text profile, which pprof can make nothing of without the binary, gives the table of the protobuf of its moment. Go
 * itself makes two differences: it leaves type arguments out of text, and in protobuf it hides a frame too many where a
 * function of the runtime was inlined into it, which in the recordings is one of the profiler itself.
 */
class TextTableTest {
    private static final String HIDDEN_LEAF = "^runtime/pprof\\.printStackRecord$";
    private static final List<ReportOptions> OPTIONS = List.of(
            ReportOptions.DEFAULT,
            ReportOptions.builder().cum(true).build(),
            ReportOptions.builder().sampleIndex("alloc_space").build(),
            ReportOptions.builder().sampleIndex("alloc_objects").build(),
            ReportOptions.builder().noInlines(true).build(),
            ReportOptions.builder().nodeFraction(0.02).nodeCount(20).build());

    @Test
    void a_text_gives_the_table_of_the_protobuf_of_the_same_moment() {
        List<String> different = new ArrayList<>();
        int[] equal = new int[3];
        int cutStacks = 0;
        for (Recorded heap : Recorded.heaps()) {
            Profile ofProtobuf = heap.profile();
            Profile ofText = heap.profileOfText();
            cutStacks += cutStacks(ofText);
            for (ReportOptions options : OPTIONS) {
                ReportOptions withoutProfiler =
                        options.toBuilder().hide(HIDDEN_LEAF).build();
                if (table(ofText, options).equals(table(ofProtobuf, options))) {
                    equal[0]++;
                } else if (table(symbolic(ofText), options).equals(table(symbolic(ofProtobuf), options))) {
                    equal[1]++;
                } else if (table(symbolic(ofText), withoutProfiler)
                        .equals(table(symbolic(ofProtobuf), withoutProfiler))) {
                    equal[2]++;
                } else {
                    different.add(heap + " " + options);
                }
            }
        }
        System.out.println("text against protobuf: " + equal[0] + " equal tables, " + equal[1]
                + " equal but for type arguments, " + equal[2] + " but for a frame that the protobuf hides, "
                + different.size() + " different; " + cutStacks + " stacks were cut by Go inside inlined calls");
        assertThat(different).isEmpty();
    }

    /** How many stacks Go cut at its depth limit where the text does not tell what the last frame was inlined into. */
    private static int cutStacks(Profile profile) {
        return profile.info().comments().stream()
                .filter(comment -> comment.contains("cut at Go's depth limit"))
                .mapToInt(comment -> Integer.parseInt(comment.substring(0, comment.indexOf(' '))))
                .sum();
    }

    private static String table(Profile profile, ReportOptions options) {
        String text = Tables.HERE.text(Top.of(profile, options));
        return text.substring(text.indexOf("Showing nodes"));
    }

    /** The profile with everything left out that only one of the encodings has. */
    private static Profile symbolic(Profile profile) {
        Samples none = new Samples.Builder(profile.sampleTypes().size(), 0, 0).build();
        ProfileInfo info = profile.info();
        return Profiles.merge(List.of(profile, new Profile(info, List.of(), List.of(), none)), Matching.SYMBOL);
    }
}
