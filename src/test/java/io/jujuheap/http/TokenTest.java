// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private Path file(String content, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    @Test
    void a_token_that_is_too_short_is_told_by_its_length() throws IOException {
        assertThatThrownBy(() -> Token.read(file("abcdef", "rw-------")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(" holds a token of 6 characters: write 16 to 512 ");
    }

    @Test
    void reads_a_plain_token_and_the_header_that_curl_sends() throws Exception {
        assertThat(Token.read(file(SECRET + "\n", "rw-------")).equalTo(SECRET)).isTrue();
        assertThat(Token.read(file("Authorization: Bearer " + SECRET + "\n", "r--------"))
                        .equalTo(SECRET))
                .isTrue();
    }

    @Test
    void refuses_a_file_that_others_can_read() throws Exception {
        Path file = file(SECRET, "rw-r--r--");

        assertThatThrownBy(() -> Token.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage("The token file " + file + " can be read by others: run chmod 600 " + file + ".");
    }

    @Test
    void refuses_a_file_without_a_token() throws Exception {
        for (String content : new String[] {"", "two words that are long", "a\0".repeat(20), "x".repeat(600)}) {
            Path file = file(content, "rw-------");

            assertThatThrownBy(() -> Token.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("holds no token");
        }
    }

    @Test
    void says_that_there_is_no_file() {
        Path file = folder.resolve("nothing");

        assertThatThrownBy(() -> Token.read(file))
                .hasMessage("Cannot read the token file " + file + ": there is no such file.");
    }
}
