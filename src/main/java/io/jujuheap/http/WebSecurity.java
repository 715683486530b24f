// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.profile.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the settings and the files they name say about who may ask: read once here, and again when the files change. */
final class WebSecurity {
    /** Scripts and styles come from here only; nothing may frame the page or take it for another type. */
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
    private final Gate gate;

    /** A web configuration and its users, who remember what they have checked for as long as it stands. */
    private record Configured(WebConfig file, Users users) {
        static Configured read(Path path) {
            WebConfig file = WebConfig.read(path);
            return new Configured(file, new Users(file.users()));
        }
    }

    private WebSecurity(SidecarSettings.Web web) {
        token = web.tokenFile().map(file -> new Reloading<>(List.of(file), () -> Token.read(file)));
        config = web.configFile().map(file -> new Reloading<>(List.of(file), () -> Configured.read(file)));
        Credentials credentials = new Credentials(
                () -> token.map(Reloading::get),
                () -> config.map(now -> now.get().users()).orElse(Users.NONE));
        requireSafe(web, credentials);
        gate = new Gate(
                new HostAllowList(web.listen(), web.allowedHosts()), new Access(web.telemetryPath(), credentials));
    }

    /**
     * Reads the files that the settings name.
     *
     * @throws UsageException when one is wrong, or the settings would show heaps to the whole network
     */
    static WebSecurity of(SidecarSettings.Web web) {
        return new WebSecurity(web);
    }

    private void requireSafe(SidecarSettings.Web web, Credentials credentials) {
        boolean hasClientCheck = tls().filter(tls -> tls.clientAuth() == TlsConfig.ClientAuth.REQUIRED)
                .isPresent();
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

    /** The headers of every answer. */
    Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>(HEADERS);
        config.ifPresent(now -> all.putAll(now.get().file().headers()));
        return all;
    }

    Optional<TlsConfig> tls() {
        return config.flatMap(now -> now.get().file().tls());
    }

    /** Whether the files were read well the last time one changed. */
    boolean isLastReadGood() {
        return token.map(Reloading::isLastSuccessful).orElse(true)
                && config.map(Reloading::isLastSuccessful).orElse(true);
    }
}
