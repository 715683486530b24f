// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Tables;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {

    @Test
    void writes_every_stack_with_its_labels() {
        Profile profile = HandMade.bytes()
                .sample(
                        new long[] {2048},
                        List.of(
                                Label.objectBytes(1024),
                                new Label("unit", "mysql/0", 0, ""),
                                new Label("unit", "mysql/1", 0, ""),
                                new Label("a", "first", 0, "")),
                        "in|f",
                        "main")
                .sample(0, "empty")
                .sample(7)
                .build();
        assertThat(Tables.HERE.text(Traces.of(profile, ReportOptions.DEFAULT)))
                .isEqualTo(
                        """
                        File: program
                        Build ID: build-1
                        Type: inuse_space
                        -----------+-------------------------------------------------------
                                 a:  first
                              unit:  mysql/0 mysql/1
                             bytes:  1kB
                               2kB   in (inline)
                                     f
                                     main
                        -----------+-------------------------------------------------------
                                 0   empty
                        -----------+-------------------------------------------------------
                        """);
    }
}
