// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.TextRenderer;
import io.jujuheap.report.Top;
import java.time.ZoneOffset;

/** The table of {@code go tool pprof -top}, as a result. */
final class Tables {
    private static final TextRenderer TEXT = new TextRenderer(ZoneOffset.UTC);

    private Tables() {}

    /** The functions that hold most memory. */
    static String top(Profile profile, int functions) {
        ReportOptions options = ReportOptions.builder()
                .sampleIndex(SampleType.INUSE_SPACE.type())
                .nodeCount(functions)
                .build();
        return Texts.bounded(TEXT.text(Top.of(profile, options)));
    }
}
