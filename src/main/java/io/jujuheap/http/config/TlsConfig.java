// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The {@code tls_server_config} of a web configuration file.
 *
 * @param certificate the file with the certificate and its chain, PEM
 * @param key the file with its private key, PEM
 * @param clientCa the file with the certificate authorities of clients, PEM
 * @param clientAuth whether a client must send a certificate
 * @param protocols the TLS versions to accept, by their names in Java
 * @param ciphers the cipher suites to offer; empty for Java's own list
 */
public record TlsConfig(
        Path certificate,
        Path key,
        Optional<Path> clientCa,
        ClientAuth clientAuth,
        List<String> protocols,
        List<String> ciphers) {

    /** Whether a client must send a certificate. The file uses Go's names. */
    public enum ClientAuth {
        NONE,
        /** A certificate is optional, but checked if sent. */
        WANTED,
        /** A certificate signed by an authority of {@code clientCa} is required. */
        REQUIRED
    }

    private static final Map<String, ClientAuth> CLIENT_AUTH = Map.of(
            "NoClientCert", ClientAuth.NONE,
            "VerifyClientCertIfGiven", ClientAuth.WANTED,
            "RequireAndVerifyClientCert", ClientAuth.REQUIRED);

    private static final List<String> VERSIONS = List.of("TLS12", "TLS13");
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    public TlsConfig {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Reads the section of {@code file}; relative paths in it are relative to the folder of that file. */
    static TlsConfig of(YamlMap section, Path file) {
        for (String inline : List.of("cert", "key", "client_ca")) {
            section.refuse(inline, "is not supported here: name a file with " + inline + "_file");
        }
        section.refuse("client_allowed_sans", "is not supported here: use a separate authority for the clients");
        section.refuse("curve_preferences", "is not supported here: leave it out for Java's own order");
        Optional<Path> clientCa =
                section.text("client_ca_file").map(text -> path(section, "client_ca_file", text, file));
        ClientAuth clientAuth = clientAuth(section);
        if (clientAuth == ClientAuth.REQUIRED && clientCa.isEmpty()) {
            throw section.error("client_auth_type", "needs client_ca_file: the authorities whose clients may come");
        }
        if (clientAuth == ClientAuth.NONE && clientCa.isPresent()) {
            throw section.error("client_ca_file", "has no effect without client_auth_type: RequireAndVerifyClientCert");
        }
        TlsConfig config = new TlsConfig(
                required(section, "cert_file", file),
                required(section, "key_file", file),
                clientCa,
                clientAuth,
                protocols(section),
                section.texts("cipher_suites"));
        section.flag("prefer_server_cipher_suites");
        section.refuseRest();
        return config;
    }

    private static Path required(YamlMap section, String key, Path file) {
        return section.text(key)
                .filter(text -> !text.isEmpty())
                .map(text -> path(section, key, text, file))
                .orElseThrow(() -> section.error(key, "is missing: TLS needs cert_file and key_file"));
    }

    private static Path path(YamlMap section, String key, String text, Path file) {
        try {
            return file.resolveSibling(text);
        } catch (InvalidPathException e) {
            throw section.error(key, "has a character that a path cannot have");
        }
    }

    private static ClientAuth clientAuth(YamlMap section) {
        String name = section.text("client_auth_type").orElse("NoClientCert");
        ClientAuth clientAuth = CLIENT_AUTH.get(name);
        if (clientAuth == null) {
            throw section.error(
                    "client_auth_type", "must be one of " + String.join(", ", new TreeSet<>(CLIENT_AUTH.keySet())));
        }
        return clientAuth;
    }

    private static List<String> protocols(YamlMap section) {
        int min = version(section, "min_version", 0);
        int max = version(section, "max_version", VERSIONS.size() - 1);
        if (min > max) {
            throw section.error("min_version", "is above max_version");
        }
        return PROTOCOLS.subList(min, max + 1);
    }

    private static int version(YamlMap section, String key, int otherwise) {
        return section.text(key)
                .map(text -> {
                    int index = VERSIONS.indexOf(text);
                    if (index < 0) {
                        throw section.error(key, "must be TLS12 or TLS13: older versions are not served");
                    }
                    return index;
                })
                .orElse(otherwise);
    }
}
