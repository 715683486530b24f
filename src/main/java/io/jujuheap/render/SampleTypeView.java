// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.Legend;

/** JSON: what is counted, and in which unit. */
record SampleTypeView(String type, String unit) {
    static SampleTypeView of(Legend legend) {
        return new SampleTypeView(legend.sampleType(), legend.format().sampleUnit());
    }
}
