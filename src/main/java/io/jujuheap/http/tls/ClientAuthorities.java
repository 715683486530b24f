// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import io.jujuheap.http.config.Reloading;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks the certificates of clients against the current authorities in their file. */
final class ClientAuthorities extends X509ExtendedTrustManager {
    private static final String NO_CLIENT = "this is a server: it connects to no other server";

    private final Reloading<X509ExtendedTrustManager> authorities;

    ClientAuthorities(Reloading<X509ExtendedTrustManager> authorities) {
        this.authorities = authorities;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine)
            throws CertificateException {
        authorities.get().checkClientTrusted(chain, kind, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, java.net.@Nullable Socket socket)
            throws CertificateException {
        authorities.get().checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        authorities.get().checkClientTrusted(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException(NO_CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, java.net.@Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException(NO_CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException(NO_CLIENT);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.get().getAcceptedIssuers();
    }

    /**
     * Reads a file of authorities, PEM.
     *
     * @throws UsageException when it cannot be read or holds no certificate
     */
    static X509ExtendedTrustManager read(Path authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : Pem.certificates(authorities)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Java cannot make a trust manager for X.509 certificates", e);
        }
    }
}
