// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

/**
 * A request that has been answered, for those who count.
 *
 * @param route the template of its path, such as {@code /agents/{tag}/metrics}; {@link #NO_ROUTE} when none matched
 * @param method its method
 * @param path its path as sent
 * @param status the status of the answer
 * @param isForLater whether the answer says when to try again
 * @param nanos from its head to the hand-over of the answer
 * @param sentBytes the length of the answer's body
 * @param peer the address it came from
 */
record Exchange(
        String route,
        String method,
        String path,
        int status,
        boolean isForLater,
        long nanos,
        long sentBytes,
        String peer) {
    static final String NO_ROUTE = "none";

    /** The property of a request under which its route is noted. */
    static final String ROUTE = "io.jujuheap.route";

    /** Hears of every exchange; must be quick. */
    @FunctionalInterface
    interface Listener {
        void answered(Exchange exchange);

        /** Hears of each exchange first, then the other. */
        default Listener and(Listener other) {
            return exchange -> {
                answered(exchange);
                other.answered(exchange);
            };
        }
    }
}
