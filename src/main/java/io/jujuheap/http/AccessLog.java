// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.logging.Logger;

/** One line for each request, as {@code key=value}; neither queries nor headers, which may hold secrets. */
final class AccessLog implements Exchange.Listener {
    private static final Logger LOG = Logger.getLogger("io.jujuheap.access");

    @Override
    public void answered(Exchange exchange) {
        LOG.info(() -> String.format(
                "peer=%s method=%s path=%s status=%d bytes=%d ms=%.1f",
                exchange.peer(),
                plain(exchange.method()),
                plain(exchange.path()),
                exchange.status(),
                exchange.sentBytes(),
                exchange.nanos() / 1e6));
    }

    /** What was sent may hold anything; what is not plain is shown as a question mark. */
    private static String plain(String sent) {
        String plain = sent.replaceAll("[^!-~]", "?");
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }
}
