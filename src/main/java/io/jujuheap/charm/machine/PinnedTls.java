// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS to a server with a known certificate. No other certificate is trusted. Host names are not checked, because the
 * machine connects to itself by an address.
 *
 * @param certificate in PEM form
 */
record PinnedTls(String certificate) {
    /** Returns a TLS socket over a connected one; closing it closes both. */
    Socket over(Socket plain) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "service",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate.getBytes(US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory()
                    .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of web-config-file cannot be used: " + e.getMessage(), e);
        }
    }
}
