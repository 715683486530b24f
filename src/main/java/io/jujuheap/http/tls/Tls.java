// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import io.jujuheap.http.config.Reloading;
import io.jujuheap.http.config.TlsConfig;
import io.jujuheap.io.UsageException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/**
 * TLS of the server. The certificate with its key and the authorities of clients are read again when their files change;
 * each handshake uses the newest.
 */
public final class Tls {
    static {
        // The JDK reads this when it first uses TLS. Otherwise a client of TLS 1.2 could repeat handshakes without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final TlsConfig config;
    private final Reloading<TlsIdentity> identity;
    private final Optional<Reloading<X509ExtendedTrustManager>> authorities;

    /**
     * Reads the files that the configuration names.
     *
     * @throws UsageException when one cannot be read or its content is wrong
     */
    public Tls(TlsConfig config) {
        this.config = config;
        this.identity = new Reloading<>(
                List.of(config.certificate(), config.key()),
                () -> TlsIdentity.read(config.certificate(), config.key()));
        this.authorities =
                config.clientCa().map(file -> new Reloading<>(List.of(file), () -> ClientAuthorities.read(file)));
    }

    /** Returns whether a client needs a certificate of a known authority. */
    public boolean isClientChecked() {
        return config.clientAuth() == TlsConfig.ClientAuth.REQUIRED;
    }

    /** Returns the values that follow their files. */
    public Stream<Reloading<?>> reloading() {
        return Stream.concat(Stream.of(identity), authorities.stream());
    }

    /**
     * Returns the TLS engines of a listener.
     *
     * @throws UsageException when this Java lacks a requested cipher suite
     */
    public SSLEngineConfigurator engines() {
        SSLEngineConfigurator engines = new SSLEngineConfigurator(context(), false, false, false);
        engines.setEnabledProtocols(config.protocols().toArray(String[]::new));
        if (!config.ciphers().isEmpty()) {
            engines.setEnabledCipherSuites(ciphers(config.ciphers()));
        }
        engines.setWantClientAuth(config.clientAuth() == TlsConfig.ClientAuth.WANTED);
        engines.setNeedClientAuth(config.clientAuth() == TlsConfig.ClientAuth.REQUIRED);
        return engines;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] clients =
                    authorities.stream().map(ClientAuthorities::new).toArray(TrustManager[]::new);
            context.init(new KeyManager[] {new TlsIdentity.Newest(identity)}, clients, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UsageException("Cannot set up TLS: " + e.getMessage() + ".", e);
        }
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
