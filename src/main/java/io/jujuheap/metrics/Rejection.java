// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.io.Worded;
import java.util.Optional;

/** The reason why a request was refused early; a closed list, so that it can label a metric. */
public enum Rejection implements Worded {
    /** It has no token or a wrong user, or comes from a page of another site. */
    AUTH,
    /** Too many requests are under way. */
    CONCURRENCY,
    /** Its Host is not this server's. */
    HOST,
    /** Requests come too often. */
    RATE,
    /** It is too long. */
    SIZE;

    /**
     * Returns the reason for an answer.
     *
     * @param status its HTTP status
     * @param isForLater whether it has a {@code Retry-After}
     * @return empty when the request was not refused
     */
    public static Optional<Rejection> of(int status, boolean isForLater) {
        return switch (status) {
            case 401, 403 -> Optional.of(AUTH);
            case 413, 414, 431 -> Optional.of(SIZE);
            case 421 -> Optional.of(HOST);
            case 429 -> Optional.of(RATE);
            case 503 -> isForLater ? Optional.of(CONCURRENCY) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
