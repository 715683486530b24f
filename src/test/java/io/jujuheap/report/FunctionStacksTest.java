// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionStacksTest {
    private static final Profile PROFILE = HandMade.bytes()
            .sample(60, "leaf", "left", "main")
            .sample(40, "leaf", "right", "main")
            .sample(30, "leaf", "right", "main")
            .sample(900, "other", "main")
            .build();

    private static FunctionStacks of(String function, int most) {
        return FunctionStacks.of(PROFILE, ReportOptions.DEFAULT, function, most);
    }

    @Test
    void lists_the_stacks_through_a_function_largest_first_each_once() {
        FunctionStacks stacks = of("leaf", 10);
        assertThat(stacks.stacks()).extracting(FunctionStacks.Stack::value).containsExactly(70L, 60L);
        assertThat(names(stacks.stacks().get(0))).containsExactly("leaf", "right", "main");
        assertThat(stacks.count()).isEqualTo(2);
    }

    @Test
    void cuts_them_to_a_number_and_says_how_many_there_are() {
        FunctionStacks stacks = of("main", 1);
        assertThat(stacks.stacks()).extracting(FunctionStacks.Stack::value).containsExactly(900L);
        assertThat(stacks.count()).isEqualTo(3);
    }

    @Test
    void no_stack_has_a_function_that_is_not_there() {
        assertThat(of("nowhere", 10).stacks()).isEmpty();
    }

    private static List<String> names(FunctionStacks.Stack stack) {
        return stack.frames().stream().map(FunctionStacks.Frame::function).toList();
    }
}
