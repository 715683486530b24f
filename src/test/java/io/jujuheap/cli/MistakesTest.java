// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jujuheap.testkit.Outcome;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that are nearly right get a sentence that says how to write them. */
class MistakesTest {
    private static final Path HEAP = Path.of("src/test/resources/profiles/jsonserver-go1.26/heap-03.pb.gz");

    private final CommandLine line = new CommandLine();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | top localhost:16060 | there is no file localhost:16060; for the server write http://localhost:16060",
                "1 | top [::1]:16060/debug | for the server write http://[::1]:16060/debug",
                "2 | peek HEAP json | the regular expression comes first, then the source: juju-heap peek json HEAP",
                "2 | top --node 3 HEAP | there is no option --node; did you mean --nodecount?",
                "2 | diff juju:0 juju:1 juju:2 | juju-heap top juju:0 juju:1 juju:2 --by-source puts them beside each other",
                "2 | flame HEAP -o heap.svg | a flame graph is an HTML page: name it with .html, not heap.svg",
                "1 | peek nowhere_at_all HEAP | nothing in the profile matches \"nowhere_at_all\"",
                "1 | top --token-file nofile http://localhost:1 | cannot read the token in nofile: there is no such file",
                "1 | top --cacert nofile https://127.0.0.1:1 | cannot read the certificates in nofile: there is no such file",
                "1 | top --cacert HEAP https://127.0.0.1:1 | HEAP is not a file of certificates in PEM form"
            })
    void is_answered_with_what_to_write(int code, String words, String sentence) {
        Outcome outcome = line.run(words.replace("HEAP", HEAP.toString()).split(" "));
        assertThat(outcome.err()).contains(sentence.replace("HEAP", HEAP.toString()));
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void binary_data_is_kept_from_a_terminal_and_text_is_not() {
        CommandLine terminal = line.with("JUJU_HEAP_COLUMNS", "80");
        Outcome binary = terminal.run("convert", HEAP.toString(), "-o", "-");
        assertThat(binary.code()).isEqualTo(1);
        assertThat(binary.err()).contains("this is binary data, which a terminal cannot show: write it to a file");
        assertThat(terminal.run("convert", HEAP.toString(), "--to", "text", "-o", "-")
                        .code())
                .isZero();
    }

    @Test
    void a_file_that_was_written_is_named_on_a_terminal_only() throws Exception {
        Path file = folder.resolve("heap.pb");
        assertThat(line.run("convert", HEAP.toString(), "-o", file.toString()).err())
                .isEmpty();
        assertThat(line.with("JUJU_HEAP_PROGRESS", "1")
                        .run("convert", HEAP.toString(), "-o", file.toString())
                        .err())
                .contains("juju-heap: wrote " + file + " (" + Files.size(file) + " bytes)");
    }

    @Test
    void a_certificate_of_ones_own_is_asked_for_and_taken() throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair", keys, "-alias", "own", "-keyalg", "EC", "-dname", "CN=own", "-ext", "SAN=ip:127.0.0.1");
        Path certificate = folder.resolve("own.pem");
        keytool("-exportcert", keys, "-alias", "own", "-rfc", "-file", certificate.toString());
        HttpsServer server = server(keys);
        try {
            String port = String.valueOf(server.getAddress().getPort());
            assertThat(line.run("top", "https://127.0.0.1:" + port).err())
                    .contains("is not of an authority that this machine trusts: give --cacert FILE");
            assertThat(line.run("top", "https://127.0.0.1:" + port, "--cacert", certificate.toString())
                            .code())
                    .isZero();
            assertThat(line.run("top", "http://127.0.0.1:" + port).err())
                    .contains("does not answer in HTTP; if it speaks TLS, write https://");
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer server(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        byte[] profile = Files.readAllBytes(HEAP);
        server.createContext("/debug/pprof/heap", exchange -> {
            exchange.sendResponseHeaders(200, profile.length);
            exchange.getResponseBody().write(profile);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void keytool(String command, Path keys, String... options) throws Exception {
        String[] words = new String[options.length + 6];
        words[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        words[1] = command;
        words[2] = "-keystore";
        words[3] = keys.toString();
        words[4] = "-storepass";
        words[5] = "secret";
        System.arraycopy(options, 0, words, 6, options.length);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
