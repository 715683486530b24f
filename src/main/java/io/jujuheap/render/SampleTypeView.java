// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.Legend;

/** JSON: a sample type and its unit. */
record SampleTypeView(String type, String unit) {
    static SampleTypeView of(Legend legend) {
        return new SampleTypeView(legend.sampleType(), legend.format().sampleUnit());
    }
}
