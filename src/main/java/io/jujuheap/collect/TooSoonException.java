// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.time.Duration;

/** An expensive request was repeated too soon. */
public final class TooSoonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    TooSoonException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    /** Returns how long to wait before asking again. */
    public Duration untilAllowed() {
        return wait;
    }
}
