// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import io.jujuheap.http.config.Reloading;
import io.jujuheap.http.config.TlsConfig;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the server. The certificate with its key and the authorities of clients are read again when their files change;
 * each handshake uses the newest. While one of them is wrong, the former content of all stays in use.
 */
public final class Tls {
    static {
        // The JDK reads this when it first uses TLS. Otherwise a client of TLS 1.2 could repeat handshakes without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final TlsConfig config;
    private final Reloading<SSLContext> context;

    /**
     * Reads the files that the configuration names.
     *
     * @throws UsageException when one cannot be read or its content is wrong
     */
    public Tls(TlsConfig config) {
        this.config = config;
        List<Path> files = Stream.concat(Stream.of(config.certificate(), config.key()), config.clientCa().stream())
                .toList();
        this.context = new Reloading<>(files, () -> context(config));
    }

    /** Returns whether a client needs a certificate of a known authority. */
    public boolean isClientChecked() {
        return config.clientAuth() == TlsConfig.ClientAuth.REQUIRED;
    }

    /** Returns the value that follows the files. */
    public Reloading<?> reloading() {
        return context;
    }

    /**
     * Returns the TLS engines of a listener.
     *
     * @throws UsageException when this Java lacks a requested cipher suite
     */
    public SSLEngineConfigurator engines() {
        SSLEngineConfigurator engines = new SSLEngineConfigurator(context.get(), false, false, false) {
            @Override
            public SSLEngine createSSLEngine(@Nullable String host, int port) {
                return configure(context.get().createSSLEngine(host, port));
            }
        };
        engines.setEnabledProtocols(config.protocols().toArray(String[]::new));
        if (!config.ciphers().isEmpty()) {
            engines.setEnabledCipherSuites(ciphers(config.ciphers()));
        }
        engines.setWantClientAuth(config.clientAuth() == TlsConfig.ClientAuth.WANTED);
        engines.setNeedClientAuth(config.clientAuth() == TlsConfig.ClientAuth.REQUIRED);
        return engines;
    }

    private static SSLContext context(TlsConfig config) {
        TlsIdentity identity = TlsIdentity.read(config.certificate(), config.key());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Without authorities no client is trusted; null would stand for those of the JDK.
            TrustManager[] clients = config.clientCa().isPresent()
                    ? trusting(Pem.certificates(config.clientCa().get()))
                    : new TrustManager[0];
            context.init(identity.managers(), clients, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UsageException("Cannot set up TLS: " + e.getMessage() + ".", e);
        }
    }

    private static TrustManager[] trusting(X509Certificate[] authorities) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static String[] ciphers(List<String> wanted) {
        List<String> known;
        try {
            known = List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException e) {
            throw new UsageException("Cannot set up TLS: " + e.getMessage() + ".", e);
        }
        List<String> unknown = new ArrayList<>(wanted);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException("cipher_suites of the web configuration names " + unknown.get(0)
                    + ", which this Java does not have: leave it out.");
        }
        // As in exporter-toolkit, the list chooses among the suites of TLS 1.2; those of TLS 1.3 are always offered.
        Stream<String> tls13 = known.stream().filter(suite -> suite.matches("TLS_(AES|CHACHA20)_.*"));
        return Stream.concat(wanted.stream(), tls13).distinct().toArray(String[]::new);
    }
}
