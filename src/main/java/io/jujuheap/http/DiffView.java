// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.report.Top;
import java.util.List;

/** JSON: the growth of one profile over another, by function. */
record DiffView(
        CaptureView base,
        CaptureView capture,
        SampleTypeView sampleType,
        long total,
        long baseTotal,
        long targetTotal,
        long shown,
        int functions,
        List<TopView.Row> rows) {

    static DiffView of(HeapCapture base, HeapCapture target, ReportParameters asked) {
        Profile growth = Profiles.subtract(target.profile(), base.profile(), Matching.AUTOMATIC);
        Top top = Top.of(growth, asked.options());
        return new DiffView(
                CaptureView.of(base),
                CaptureView.of(target),
                SampleTypeView.of(asked.type()),
                top.legend().total(),
                total(base.profile(), asked.type()),
                total(target.profile(), asked.type()),
                top.coverage().shown(),
                top.coverage().candidates(),
                TopView.rows(top));
    }

    private static long total(Profile profile, String type) {
        return profile.sampleTypeIndex(type).map(profile::total).orElse(0L);
    }
}
