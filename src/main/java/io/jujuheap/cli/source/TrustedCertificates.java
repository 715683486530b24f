// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Trusts only the certificates of a PEM file, like curl's {@code --cacert}. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Returns a factory of sockets that trust the certificates in a file.
     *
     * @throws FailureException with a sentence, when there are none in it
     */
    static SSLSocketFactory of(Path file) throws FailureException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
            if (trusted.size() == 0) {
                throw new FailureException("there is no certificate in " + file);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (CertificateException e) {
            throw new FailureException(file + " is not a file of certificates in PEM form", e);
        } catch (IOException e) {
            throw new FailureException(
                    "cannot read the certificates in " + file + ": " + FileErrors.reason(e, file), e);
        } catch (GeneralSecurityException e) {
            throw new FailureException("this Java cannot use the certificates in " + file + ": " + e.getMessage(), e);
        }
    }
}
