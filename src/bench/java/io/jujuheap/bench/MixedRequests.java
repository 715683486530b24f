// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.io.IOException;

/** What a machine with Prometheus, a profiler that scrapes, and somebody at the page asks for: a thousand requests. */
final class MixedRequests {
    private MixedRequests() {}

    /** Asks for all of it. */
    static void ask(ServerProcess sidecar) throws IOException, InterruptedException {
        ask(sidecar, 1);
    }

    /** Asks for a part of it, such as a tenth: at least once for each thing. */
    static void ask(ServerProcess sidecar, int part) throws IOException, InterruptedException {
        for (int i = 0; i < 900 / part; i++) {
            sidecar.get("/metrics");
        }
        for (int i = 0; i < 40 / part; i++) {
            sidecar.get("/debug/pprof/heap");
            sidecar.get("/debug/heap?format=json");
        }
        for (int i = 0; i < 10 / part; i++) {
            sidecar.get("/api/v1/top");
            sidecar.get("/api/v1/flamegraph");
        }
    }
}
