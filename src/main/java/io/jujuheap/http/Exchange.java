// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.Locale;

/**
 * A request that has been answered, for metrics and the access log.
 *
 * @param route the template of its path, such as {@code /agents/{tag}/metrics}; {@link #NO_ROUTE} when none matched
 * @param method its method
 * @param path its path as sent
 * @param status the status of the answer
 * @param isForLater whether the answer has a {@code Retry-After}
 * @param nanos nanoseconds from the end of its head to the hand-over of the answer
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

    /** The attribute of a request that holds its route. */
    static final String ROUTE = "io.jujuheap.route";

    private static final int MAX_LOGGED = 200;

    /** The exchange as a line of {@code key=value} pairs; without its query and headers, which may hold secrets. */
    String logLine() {
        return String.format(
                Locale.ROOT,
                "peer=%s method=%s path=%s status=%d bytes=%d ms=%.1f",
                peer,
                printable(method),
                printable(path),
                status,
                sentBytes,
                nanos / 1e6);
    }

    /** Method and path may hold any character; those that are not printable ASCII become question marks. */
    private static String printable(String sent) {
        String printable = sent.replaceAll("[^!-~]", "?");
        return printable.length() > MAX_LOGGED ? printable.substring(0, MAX_LOGGED) + "…" : printable;
    }
}
