// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import org.jspecify.annotations.Nullable;

/** JSON: which profile an answer is about. */
record CaptureView(String agent, String takenAt, @Nullable String snapshot) {
    static CaptureView of(HeapCapture capture) {
        return new CaptureView(
                capture.agent().value(),
                capture.takenAt().toString(),
                capture.snapshot().map(snapshot -> snapshot.id().toString()).orElse(null));
    }
}
