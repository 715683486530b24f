// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates for 127.0.0.1 that vouch for themselves, made by openssl: {@code server.crt} and {@code server.key}. */
public final class Certificates {
    private final Path folder;

    public Certificates(Path folder) {
        this.folder = folder;
    }

    public Path certificate() {
        return folder.resolve("server.crt");
    }

    public Path key() {
        return folder.resolve("server.key");
    }

    /**
     * Makes one that holds for a day, over the former.
     *
     * @param kind {@code rsa:BITS}, {@code ec:CURVE} or {@code ed25519}
     */
    public void make(String kind, String name) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "1"));
        command.addAll(
                kind.startsWith("ec:")
                        ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + kind.substring(3))
                        : List.of("-newkey", kind));
        command.addAll(List.of("-subj", "/CN=" + name, "-addext", "subjectAltName=IP:127.0.0.1"));
        command.addAll(
                List.of("-keyout", key().toString(), "-out", certificate().toString()));
        run(command);
    }

    /** Makes one that ended nine days ago, over the former. */
    void makeExpired(String name) throws Exception {
        Path store = folder.resolve("expired.p12");
        Files.deleteIfExists(store);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                "-10d",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret"));
        List<String> open = List.of("openssl", "pkcs12", "-nodes", "-passin", "pass:secret", "-in", store.toString());
        run(joined(open, "-nokeys", "-out", certificate().toString()));
        run(joined(open, "-nocerts", "-out", key().toString()));
    }

    private static List<String> joined(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    public static void run(List<String> command) throws IOException, InterruptedException {
        Outcome result = ChildProcess.run(command);
        assertThat(result.code()).as(command + ": " + result.err()).isZero();
    }
}
