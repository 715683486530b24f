// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.profile.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.jspecify.annotations.Nullable;

/** Serving TLS with a certificate that is read again when its file changes: each handshake takes the newest. */
final class Tls {
    private Tls() {}

    /**
     * The engines of a listener.
     *
     * @throws UsageException when a file cannot be read or does not hold what it should
     */
    static SSLEngineConfigurator engines(TlsConfig config) {
        SSLEngineConfigurator engines = new SSLEngineConfigurator(context(config), false, false, false);
        engines.setEnabledProtocols(config.protocols().toArray(String[]::new));
        if (!config.ciphers().isEmpty()) {
            engines.setEnabledCipherSuites(ciphers(config.ciphers()));
        }
        engines.setWantClientAuth(config.clientAuth() == TlsConfig.ClientAuth.WANTED);
        engines.setNeedClientAuth(config.clientAuth() == TlsConfig.ClientAuth.REQUIRED);
        return engines;
    }

    private static SSLContext context(TlsConfig config) {
        List<Path> files = List.of(config.certificate(), config.key());
        Reloading<Identity> identity = new Reloading<>(files, () -> Identity.read(config));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] clients =
                    config.clientCa().isPresent() ? trusting(config.clientCa().get()) : new TrustManager[0];
            context.init(new KeyManager[] {new NewestIdentity(identity)}, clients, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UsageException("Cannot set up TLS: " + e.getMessage() + ".", e);
        }
    }

    private static TrustManager[] trusting(Path authorities) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : Pem.certificates(authorities)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store needs no reading", e);
        }
    }

    private static String[] ciphers(List<String> wanted) {
        Set<String> known;
        try {
            known = Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException e) {
            throw new UsageException("Cannot set up TLS: " + e.getMessage() + ".", e);
        }
        List<String> unknown = new ArrayList<>(wanted);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException("cipher_suites of the web configuration names " + unknown.get(0)
                    + ", which this Java does not have: leave it out.");
        }
        return wanted.toArray(String[]::new);
    }

    /** A certificate chain and its key. */
    private record Identity(List<X509Certificate> chain, PrivateKey key) {
        static Identity read(TlsConfig config) {
            List<X509Certificate> chain = List.of(Pem.certificates(config.certificate()));
            PrivateKey key = Pem.privateKey(config.key());
            if (!chain.get(0).getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
                throw new UsageException("The private key " + config.key() + " does not belong to the certificate "
                        + config.certificate() + ".");
            }
            return new Identity(chain, key);
        }
    }

    /** Hands out the newest identity under a fresh alias, so that nothing caches an old one. */
    private static final class NewestIdentity extends X509ExtendedKeyManager {
        private static final String ALIAS = "server";

        private final Reloading<Identity> identity;

        NewestIdentity(Reloading<Identity> identity) {
            this.identity = identity;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            String own = identity.get().key().getAlgorithm();
            return keyType.startsWith(own) || (own.equals("EdDSA") && keyType.startsWith("Ed")) ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.get().chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.get().key();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
            return chooseEngineServerAlias(keyType, issuers, null);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, java.net.@Nullable Socket socket) {
            return null;
        }
    }
}
