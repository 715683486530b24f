// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.io.UsageException;
import io.jujuheap.testkit.Allocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that a web configuration is refused with a sentence, or survives being written as JSON, which is YAML, too. */
public final class WebConfigCheck {
    private static final Path FILE = Path.of("/etc/juju-heap/web.yml");
    private static final int TIMES = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private WebConfigCheck() {}

    /** Checks the text of these bytes. */
    public static void check(byte[] input) {
        String text = new String(input, UTF_8);
        Allocation.assertProportional(TIMES, input.length, () -> read(text));
        read(text).ifPresent(config -> assertThat(WebConfig.parse(written(config), FILE))
                .isEqualTo(config));
    }

    /** Returns the configuration; empty when the text is refused with a sentence. */
    private static Optional<WebConfig> read(String text) {
        try {
            return Optional.of(WebConfig.parse(text, FILE));
        } catch (UsageException refused) {
            assertThat(refused.getMessage()).endsWith(".").doesNotContain("Exception");
            return Optional.empty();
        }
    }

    private static String written(WebConfig config) {
        Map<String, Object> all = new LinkedHashMap<>();
        config.tls().ifPresent(tls -> all.put("tls_server_config", written(tls)));
        all.put("http_server_config", Map.of("headers", config.headers()));
        all.put("basic_auth_users", config.users());
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> written(TlsConfig tls) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cert_file", tls.certificate().toString());
        all.put("key_file", tls.key().toString());
        tls.clientCa().ifPresent(authority -> all.put("client_ca_file", authority.toString()));
        all.put(
                "client_auth_type",
                switch (tls.clientAuth()) {
                    case NONE -> "NoClientCert";
                    case WANTED -> "VerifyClientCertIfGiven";
                    case REQUIRED -> "RequireAndVerifyClientCert";
                });
        List<String> versions =
                tls.protocols().stream().map(name -> name.replace("v1.", "1")).toList();
        all.put("min_version", versions.get(0));
        all.put("max_version", versions.get(versions.size() - 1));
        all.put("cipher_suites", tls.ciphers());
        return all;
    }
}
