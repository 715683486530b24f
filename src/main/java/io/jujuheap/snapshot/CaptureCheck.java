// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.Optional;

/** The one question the store cannot answer itself, because its bytes are opaque to it: is this a whole capture? */
@FunctionalInterface
public interface CaptureCheck {
    /**
     * What is wrong with these bytes, in words that complete the sentence "the capture is not stored: …"; empty when
     * they are whole and valid.
     */
    Optional<String> fault(byte[] bytes);
}
