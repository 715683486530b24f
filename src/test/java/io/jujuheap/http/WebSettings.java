// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.config.SidecarSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of the HTTP side for tests. */
public final class WebSettings {
    private WebSettings() {}

    /** The usual settings on any free port of this machine. */
    public static SidecarSettings.Web onFreePort() {
        return on(new ListenAddress("127.0.0.1", 0));
    }

    static SidecarSettings.Web on(ListenAddress address) {
        return with(List.of(address), Optional.empty(), Optional.empty());
    }

    /** The same with a web configuration file. */
    static SidecarSettings.Web withConfigFile(SidecarSettings.Web web, Path file) {
        return with(web.listen(), Optional.of(file), web.tokenFile());
    }

    /** The same with a token. */
    static SidecarSettings.Web withTokenFile(SidecarSettings.Web web, Path file) {
        return with(web.listen(), web.configFile(), Optional.of(file));
    }

    private static SidecarSettings.Web with(
            List<ListenAddress> listen, Optional<Path> configFile, Optional<Path> tokenFile) {
        SidecarSettings.Web usual = SidecarSettings.Web.DEFAULT;
        return new SidecarSettings.Web(
                listen,
                usual.telemetryPath(),
                configFile,
                tokenFile,
                usual.allowedHosts(),
                usual.allowInsecure(),
                usual.accessLog(),
                usual.sourceLinks());
    }
}
