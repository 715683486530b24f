// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A heap whose text is larger than all the memory that the charm gives the sidecar. */
class LargeTextTest {
    private static final byte[] PART = Agents.HEAP.text();
    private static final int PARTS = (110 << 20) / PART.length;

    private static Script large(int parts) {
        return exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + (long) parts * PART.length + "\r\n\r\n");
            for (int i = 0; i < parts; i++) {
                exchange.send(PART);
            }
        };
    }

    @Test
    void it_passes_through_in_little_memory() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(large(PARTS));
                SidecarProcess sidecar = SidecarProcess.of(agent.address(), "--collect.timeout=30s")) {
            HttpResponse<byte[]> plain = sidecar.get("/debug/heap");
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.headers().firstValueAsLong("Content-Length")).hasValue((long) PARTS * PART.length);
            assertThat(plain.body())
                    .hasSize(PARTS * PART.length)
                    .startsWith(PART)
                    .endsWith(PART);

            HttpResponse<byte[]> gzipped = sidecar.get("/debug/heap", "Accept-Encoding", "gzip");
            assertThat(gzipped.body().length).isLessThan(plain.body().length / 5);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped.body()))) {
                assertThat(in.transferTo(java.io.OutputStream.nullOutputStream()))
                        .isEqualTo(plain.body().length);
            }
            assertThat(sidecar.footprint().residentKilobytes()).isLessThan(SidecarProcess.MEMORY_HIGH_KILOBYTES);
        }
    }

    @Test
    void beyond_the_limit_it_is_refused_with_what_to_do() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(large(PARTS));
                SidecarProcess sidecar = SidecarProcess.of(agent.address(), "--limit.profile-bytes=50MB")) {
            HttpResponse<byte[]> answer = sidecar.get("/debug/heap");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(RunningSidecar.text(answer)).contains("larger as text").contains("format=pprof");
        }
    }
}
