// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import java.util.Locale;
import java.util.Optional;

/** Why a request was turned away before its answer was made; a closed list, so that it can be the label of a metric. */
public enum Rejection {
    /** No token, no right user, or a page of another site. */
    AUTH,
    /** Too much is under way. */
    CONCURRENCY,
    /** A Host that is not this server's. */
    HOST,
    /** Too often. */
    RATE,
    /** A request longer than any that is served. */
    SIZE;

    /**
     * What an answer says.
     *
     * @param status its HTTP status
     * @param isForLater whether it says when to try again
     * @return empty when the request was not turned away
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

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
