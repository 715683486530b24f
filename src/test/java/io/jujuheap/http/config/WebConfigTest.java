// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class WebConfigTest {
    private static final String HASH = "$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG";

    @TempDir
    Path folder;

    private WebConfig read(String yaml) throws IOException {
        return WebConfig.read(Files.writeString(folder.resolve("web.yml"), yaml));
    }

    @Test
    void an_empty_file_configures_nothing() throws Exception {
        assertThat(read("")).isEqualTo(WebConfig.NONE);
        assertThat(read("# nothing\n")).isEqualTo(WebConfig.NONE);
        assertThat(read("tls_server_config:\n")).isEqualTo(WebConfig.NONE);
    }

    @Test
    void reads_users_headers_and_tls() throws Exception {
        WebConfig config = read(
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: /etc/server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  min_version: TLS13
                http_server_config:
                  http2: false
                  headers:
                    X-Frame-Options: sameorigin
                basic_auth_users:
                  alice: %s
                """
                        .formatted(HASH));

        assertThat(config.users()).containsExactlyEntriesOf(java.util.Map.of("alice", HASH));
        assertThat(config.headers()).containsEntry("X-Frame-Options", "sameorigin");
        TlsConfig tls = config.tls().orElseThrow();
        assertThat(tls.certificate()).isEqualTo(folder.resolve("server.crt"));
        assertThat(tls.key()).isEqualTo(Path.of("/etc/server.key"));
        assertThat(tls.clientAuth()).isEqualTo(TlsConfig.ClientAuth.REQUIRED);
        assertThat(tls.protocols()).containsExactly("TLSv1.3");
    }

    private record Bad(String name, String yaml, String message) {}

    /** After the bad files that exporter-toolkit tests itself with. */
    private static final List<Bad> BAD = List.of(
            new Bad("junk", "not: [yaml", "not YAML"),
            new Bad("a list", "- a\n- b\n", "the file must be a mapping"),
            new Bad("a junk key", "hdjhfjd: 1\n", "line 1: \"hdjhfjd\" is not a key of this file"),
            new Bad("a junk key below", "tls_server_config:\n  cert_file: a\n  key_file: b\n  x: 1\n", "line 4: \"x\""),
            new Bad("a key twice", "basic_auth_users: {}\nbasic_auth_users: {}\n", "line 2"),
            new Bad("a certificate without key", "tls_server_config:\n  cert_file: a\n", "\"key_file\" is missing"),
            new Bad("a key without certificate", "tls_server_config:\n  key_file: a\n", "\"cert_file\" is missing"),
            new Bad(
                    "an unknown client_auth_type",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  client_auth_type: Junk\n",
                    "line 4: \"client_auth_type\" must be one of"),
            new Bad(
                    "required clients without authority",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  client_auth_type: RequireAndVerifyClientCert\n",
                    "needs client_ca_file"),
            new Bad(
                    "an authority that is not used",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  client_ca_file: c\n",
                    "has no effect"),
            new Bad(
                    "a bad version",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  min_version: TLS111\n",
                    "must be TLS12 or TLS13"),
            new Bad(
                    "versions in the wrong order",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  min_version: TLS13\n  max_version: TLS12\n",
                    "is above max_version"),
            new Bad(
                    "a path with a character that paths cannot have",
                    "tls_server_config:\n  cert_file: \"a\\0\"\n  key_file: b\n",
                    "line 2: \"cert_file\" has a character that a path cannot have"),
            new Bad("users as a list", "basic_auth_users:\n  - alice\n", "must be a mapping"),
            new Bad("a user without hash", "basic_auth_users:\n  alice: secret\n", "line 2: \"alice\" has no bcrypt"),
            new Bad("HTTP/2", "http_server_config:\n  http2: true\n", "is not served here"),
            new Bad("a header of its own", "http_server_config:\n  headers:\n    Foo: bar\n", "line 3: \"Foo\""),
            new Bad(
                    "a header with a word it cannot have",
                    "http_server_config:\n  headers:\n    X-Frame-Options: maybe\n",
                    "line 3: \"X-Frame-Options\" must be deny or sameorigin, or blank"),
            new Bad(
                    "a header of two lines",
                    "http_server_config:\n  headers:\n    Content-Security-Policy: \"a\\r\\nEvil: b\"\n",
                    "has a character that a header cannot have"),
            new Bad(
                    "a certificate in the file itself",
                    "tls_server_config:\n  cert: a\n  key: b\n",
                    "line 2: \"cert\" is not supported here: name a file with cert_file"),
            new Bad(
                    "names of clients",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  client_allowed_sans: [a]\n",
                    "line 4: \"client_allowed_sans\" is not supported here"),
            new Bad(
                    "curves",
                    "tls_server_config:\n  cert_file: a\n  key_file: b\n  curve_preferences: [CurveP256]\n",
                    "line 4: \"curve_preferences\" is not supported here"),
            new Bad("a rate", "rate_limit:\n  interval: 1s\n", "line 1: \"rate_limit\" is not supported here"),
            new Bad("an alias bomb", "a: &a [x]\nb: [*a, *a]\n", "web.yml"));

    @TestFactory
    Stream<DynamicTest> refuses() {
        return BAD.stream()
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> assertThatThrownBy(() -> read(bad.yaml()))
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining(folder.resolve("web.yml").toString())
                        .hasMessageContaining(bad.message())));
    }

    @Test
    void says_that_there_is_no_file() {
        assertThatThrownBy(() -> WebConfig.read(folder.resolve("no.yml")))
                .hasMessageContaining("there is no such file");
    }
}
