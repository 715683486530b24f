// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.snapshot.Origin;

/** Makes the summary that is stored beside a snapshot, from which trends and verdicts are read. */
@FunctionalInterface
interface Summaries {
    /** The summary of a profile, as bytes. */
    byte[] of(HeapCapture capture, Origin origin, Vitals vitals);
}
