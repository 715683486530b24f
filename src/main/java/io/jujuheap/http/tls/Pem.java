// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import io.jujuheap.io.FileErrors;
import io.jujuheap.io.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from PEM files. An invalid file is a {@link UsageException}. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /** Returns all certificates of a file, in their order; at least one. */
    static X509Certificate[] certificates(Path file) {
        try {
            X509Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .toArray(X509Certificate[]::new);
            if (certificates.length == 0) {
                throw new UsageException("The file " + file + " holds no certificate.");
            }
            return certificates;
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read the certificate " + file + ": " + FileErrors.reason(e, file) + ".", e);
        } catch (CertificateException e) {
            throw new UsageException("The file " + file + " holds no PEM certificate.", e);
        }
    }

    /** Returns the private key of a file: PKCS #8, or the older form of OpenSSL for RSA. */
    static PrivateKey privateKey(Path file) {
        try {
            Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!matcher.find()) {
                throw new UsageException("The file " + file + " holds no PEM private key.");
            }
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
            return switch (matcher.group(1)) {
                case "PRIVATE KEY" -> pkcs8(der, file);
                case "RSA PRIVATE KEY" -> pkcs8(Der.pkcs8OfRsa(der), file);
                default ->
                    throw new UsageException("The private key " + file
                            + " is not PKCS #8 without a password: convert it with openssl pkcs8 -topk8 -nocrypt.");
            };
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read the private key " + file + ": " + FileErrors.reason(e, file) + ".", e);
        }
    }

    private static PrivateKey pkcs8(byte[] der, Path file) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm; the next one may fit.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no " + algorithm, e);
            }
        }
        throw new UsageException(
                "The private key " + file + " is damaged, or of another kind than RSA, EC and Ed25519.");
    }
}
