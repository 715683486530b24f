// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientWebConfigTest {
    @TempDir
    Path folder;

    @Test
    void tells_whether_there_are_users_and_what_certificate_is_shown() throws IOException {
        Files.writeString(folder.resolve("cert.pem"), "PEM");
        Path file = written("tls_server_config: {cert_file: cert.pem, key_file: k}\nbasic_auth_users: {a: b}\n");
        assertThat(ClientWebConfig.of(Optional.of(file.toString())))
                .isEqualTo(new ClientWebConfig(Optional.of("PEM"), true));
    }

    /** Its hashes and keys must not reach the status of a unit or the result of an action. */
    @Test
    void a_file_that_is_no_yaml_is_named_and_not_quoted() throws IOException {
        Path file = written("basic_auth_users: {prometheus: $2y$10$hash\n  : [");
        assertThatThrownBy(() -> ClientWebConfig.of(Optional.of(file.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessage("web-config-file: " + file + " is not valid YAML.")
                .hasNoCause();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("web.yml"), text);
    }
}
