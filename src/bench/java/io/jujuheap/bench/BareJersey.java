// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Two resources that say one word, on the same Jersey and Grizzly: the least that a sidecar made of these could take. */
public final class BareJersey {
    private BareJersey() {}

    /** Serves until the process is stopped. */
    public static void main(String[] arguments) throws Exception {
        ResourceConfig config = new ResourceConfig(Metrics.class, Info.class);
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), config);
        System.out.println("listening on http://127.0.0.1:"
                + server.getListeners().iterator().next().getPort());
        new CountDownLatch(1).await();
    }

    /** Asked first. */
    @Path("metrics")
    public static final class Metrics {
        /** One metric. */
        @GET
        public String get() {
            return "up 1\n";
        }
    }

    /** Asked never. */
    @Path("info")
    public static final class Info {
        /** One word. */
        @GET
        public String get() {
            return "bare\n";
        }
    }
}
