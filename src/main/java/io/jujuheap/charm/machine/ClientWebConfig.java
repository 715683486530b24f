// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of the web configuration file that clients of the service need. The service itself reads the whole file.
 *
 * @param certificate the certificate of the service in PEM form; empty when the service does not use TLS
 * @param users whether clients must give a user and a password
 */
public record ClientWebConfig(Optional<String> certificate, boolean users) {
    private static final ClientWebConfig NONE = new ClientWebConfig(Optional.empty(), false);

    /**
     * Reads the file that the charm's configuration names, if any.
     *
     * @throws UsageException when the file cannot be read
     */
    public static ClientWebConfig of(Settings settings) {
        return of(settings.webConfigFile());
    }

    static ClientWebConfig of(Optional<String> file) {
        return file.map(ClientWebConfig::read).orElse(NONE);
    }

    private static ClientWebConfig read(String name) {
        Path file = Path.of(name);
        try {
            JsonNode config = Documents.yaml(Files.readString(file));
            JsonNode tls = config.path("tls_server_config");
            Optional<String> certificate = Documents.text(tls, "cert");
            Optional<String> certificateFile = Documents.text(tls, "cert_file");
            if (certificate.isEmpty() && certificateFile.isPresent()) {
                certificate = Optional.of(Files.readString(file.resolveSibling(certificateFile.get())));
            }
            return new ClientWebConfig(
                    certificate, !config.path("basic_auth_users").isEmpty());
        } catch (IOException e) {
            throw new UsageException("web-config-file: cannot read " + e.getMessage() + ".", e);
        } catch (ToolException e) {
            // The message and the exception quote the file, which holds hashes and keys. So neither is passed on.
            throw new UsageException("web-config-file: " + file + " is not valid YAML.");
        }
    }

    public String scheme() {
        return certificate.isPresent() ? "https" : "http";
    }
}
