// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.io.UsageException;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All settings of a sidecar. The flags of {@code juju-heap serve} set them.
 *
 * @param web where to listen, and who may ask
 * @param agents the agents to collect from
 * @param collect the interval of collection and the limits of answers
 * @param store where and how long to keep profiles
 * @param build the version that is running
 */
public record SidecarSettings(Web web, AgentLocation agents, CollectSettings collect, Store store, BuildInfo build) {

    /**
     * The HTTP side.
     *
     * @param listen where to listen; at least one address
     * @param telemetryPath the path of the metrics
     * @param configFile a web configuration file: TLS and users
     * @param tokenFile a file with the token
     * @param allowedHosts names under which clients know this machine, for the check of the Host header
     * @param allowInsecure whether to listen for other machines without a token or users
     * @param accessLog whether to log each request
     * @param sourceLinks where the page finds the source of Go modules
     */
    public record Web(
            List<ListenAddress> listen,
            String telemetryPath,
            Optional<Path> configFile,
            Optional<Path> tokenFile,
            Set<String> allowedHosts,
            boolean allowInsecure,
            boolean accessLog,
            SourceLinks sourceLinks) {
        private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
        private static final List<String> TAKEN = List.of("/debug", "/api", "/agents", "/page", "/-", "/openapi.yaml");

        public static final Web DEFAULT = new Web(
                List.of(new ListenAddress("127.0.0.1", 16060)),
                "/metrics",
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false,
                false,
                SourceLinks.NONE);

        public Web {
            listen = List.copyOf(listen);
            allowedHosts = Set.copyOf(allowedHosts);
            if (listen.isEmpty()) {
                throw new UsageException("There is no address to listen on: give one with --web.listen-address.");
            }
            if (!PATH.matcher(telemetryPath).matches() || TAKEN.stream().anyMatch(telemetryPath::startsWith)) {
                throw new UsageException("\"" + telemetryPath + "\" cannot be the path of the metrics: choose one like"
                        + " /metrics that is not in use.");
            }
        }
    }

    /**
     * The store.
     *
     * @param path its directory
     * @param maxBytes the most bytes it may take on disk; at least 1 MiB
     * @param maxAge how long to keep a profile; at least a minute
     */
    public record Store(Path path, long maxBytes, Duration maxAge) {
        public Store {
            if (maxBytes < 1 << 20) {
                throw new UsageException("The store needs at least 1MB: set --store.max-bytes.");
            }
            if (maxAge.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new UsageException("The store keeps profiles for at least 1m: set --store.max-age.");
            }
        }

        /** Returns a store of the default size in that directory: 256 MiB, 30 days. */
        public static Store in(Path path) {
            return new Store(path, 256L << 20, Duration.ofDays(30));
        }
    }
}
