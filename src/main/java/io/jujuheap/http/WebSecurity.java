// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.config.Reloading;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.http.config.WebConfig;
import io.jujuheap.http.tls.Tls;
import io.jujuheap.io.UsageException;
import io.jujuheap.metrics.SidecarMetrics.ConfigReads;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The access rules that the settings and the files they name define: read at the start, and again when a file changes. */
final class WebSecurity {
    /** Scripts and styles come from this server only; no site may frame the page, and no browser guesses its type. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "deny",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Optional<Reloading<Token>> token;
    private final Optional<Reloading<Configured>> config;
    private final Optional<Tls> tls;
    private final Gate gate;

    /** A web configuration with its users; their remembered passwords are dropped with it when the file changes. */
    private record Configured(WebConfig file, Users users, Map<String, String> headers) {
        static Configured read(Path path) {
            WebConfig file = WebConfig.read(path);
            Map<String, String> headers = new LinkedHashMap<>(HEADERS);
            headers.putAll(file.headers());
            headers.values().removeIf(String::isEmpty);
            return new Configured(file, new Users(file.users()), Map.copyOf(headers));
        }
    }

    /**
     * Reads the files that the settings name.
     *
     * @throws UsageException when one is wrong, or when the settings would show heaps to the whole network
     */
    WebSecurity(SidecarSettings.Web web) {
        token = web.tokenFile().map(file -> new Reloading<>(List.of(file), () -> Token.read(file)));
        config = web.configFile().map(file -> new Reloading<>(List.of(file), () -> Configured.read(file)));
        tls = config.flatMap(now -> now.get().file().tls()).map(Tls::new);
        Credentials credentials = new Credentials(
                () -> token.map(Reloading::get),
                () -> config.map(now -> now.get().users()).orElse(Users.NONE));
        requireSafe(web, credentials);
        gate = new Gate(
                new HostAllowList(web.listen(), web.allowedHosts()), new Access(web.telemetryPath(), credentials));
    }

    private void requireSafe(SidecarSettings.Web web, Credentials credentials) {
        boolean hasClientCheck = tls.filter(Tls::isClientChecked).isPresent();
        if (web.allowInsecure() || token.isPresent() || credentials.hasUsers() || hasClientCheck) {
            return;
        }
        for (ListenAddress address : web.listen()) {
            if (!address.isLoopback()) {
                throw new UsageException(
                        "Listening on " + address + " would show the heaps of Juju's agents to the network:"
                                + " set --web.token-file or --web.config.file with users, listen on 127.0.0.1, or insist with"
                                + " --web.allow-insecure-debug.");
            }
        }
    }

    Gate gate() {
        return gate;
    }

    /** Returns the headers of every answer, as the configuration has them now. */
    Map<String, String> headers() {
        return config.isEmpty() ? HEADERS : config.get().get().headers();
    }

    /** Returns how to serve TLS; empty for plain HTTP. */
    Optional<Tls> tls() {
        return tls;
    }

    private Stream<Reloading<?>> reloading() {
        Stream<Reloading<?>> files = Stream.concat(token.stream(), config.stream());
        return Stream.concat(files, tls.stream().map(Tls::reloading));
    }

    /** Returns whether and when the files were last read without an error. */
    ConfigReads reads() {
        return new ConfigReads(
                reloading().allMatch(Reloading::isLastSuccessful),
                reloading().map(Reloading::lastSuccess).max(Comparator.naturalOrder()));
    }
}
