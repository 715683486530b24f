// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

/** JSON: what is counted, and in which unit. */
record SampleTypeView(String type, String unit) {
    static SampleTypeView of(String type) {
        return new SampleTypeView(type, type.endsWith("_space") ? "bytes" : "count");
    }
}
