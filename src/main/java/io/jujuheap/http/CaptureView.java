// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** JSON: which profile an answer is about. */
record CaptureView(String agent, String takenAt, @Nullable String snapshot) {
    static CaptureView of(HeapCapture capture) {
        return new CaptureView(capture.agent().value(), capture.takenAt().toString(), null);
    }

    static CaptureView of(Snapshot snapshot) {
        return new CaptureView(
                snapshot.id().agent(),
                snapshot.taken().toString(),
                snapshot.id().toString());
    }
}
