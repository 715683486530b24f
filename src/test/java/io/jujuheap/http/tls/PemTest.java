// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.http.Certificates;
import io.jujuheap.io.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates that openssl wrote. */
class PemTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec:prime256v1", "ed25519"})
    void reads_keys_of_every_usual_kind(String kind) throws Exception {
        certificate(kind);

        assertThat(Pem.privateKey(folder.resolve("server.key")).getEncoded()).isNotEmpty();
        assertThat(Pem.certificates(folder.resolve("server.crt"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec:prime256v1", "ed25519"})
    void refuses_a_key_of_another_certificate_of_the_same_kind(String kind) throws Exception {
        certificate(kind);
        Path other = Files.copy(folder.resolve("server.key"), folder.resolve("other.key"));
        certificate(kind);

        assertThatThrownBy(() -> TlsIdentity.read(folder.resolve("server.crt"), other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("other.key does not belong to the certificate");
        assertThat(TlsIdentity.read(folder.resolve("server.crt"), folder.resolve("server.key"))
                        .chain())
                .hasSize(1);
    }

    @Test
    void reads_the_older_form_of_rsa_keys() throws Exception {
        certificate("rsa:2048");
        rsa("-traditional", "-out", folder.resolve("old.key").toString());

        assertThat(Pem.privateKey(folder.resolve("old.key"))).isEqualTo(Pem.privateKey(folder.resolve("server.key")));
    }

    @Test
    void says_what_is_wrong_with_a_key() throws Exception {
        certificate("rsa:2048");
        rsa(
                "-aes128",
                "-passout",
                "pass:secret",
                "-out",
                folder.resolve("locked.key").toString());

        assertThatThrownBy(() -> Pem.privateKey(folder.resolve("locked.key")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> Pem.privateKey(folder.resolve("server.crt")))
                .hasMessageContaining("holds no PEM private key");
        assertThatThrownBy(() -> Pem.certificates(folder.resolve("server.key"))).isInstanceOf(UsageException.class);
    }

    private void certificate(String kind) throws Exception {
        new Certificates(folder).make(kind, "node");
    }

    /** Rewrites the key of the certificate. */
    private void rsa(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("openssl", "rsa", "-in", folder.resolve("server.key").toString()));
        command.addAll(List.of(options));
        Certificates.run(command);
    }
}
