// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate of the server with its private key.
 *
 * @param chain the certificate, followed by those of the authorities that signed it
 * @param key the private key of the first certificate
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a certificate with its chain and its key, both PEM.
     *
     * @throws UsageException when one cannot be read, or the key belongs to another certificate
     */
    static TlsIdentity read(Path certificate, Path secret) {
        List<X509Certificate> chain = List.of(Pem.certificates(certificate));
        PrivateKey key = Pem.privateKey(secret);
        if (!isPair(chain.get(0).getPublicKey(), key)) {
            throw new UsageException(
                    "The private key " + secret + " does not belong to the certificate " + certificate + ".");
        }
        return new TlsIdentity(chain, key);
    }

    /** Returns whether the public key verifies a signature of the private one. */
    private static boolean isPair(PublicKey known, PrivateKey secret) {
        if (!known.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        try {
            byte[] text = {1, 2, 3};
            Signature signature = Signature.getInstance(SIGNATURES.get(secret.getAlgorithm()));
            signature.initSign(secret);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // The keys differ in their curve or length.
        }
    }

    /** Returns what presents this identity in a handshake. */
    KeyManager[] managers() throws GeneralSecurityException, IOException {
        char[] password = {}; // the store is in memory only
        KeyStore store = Tls.emptyStore();
        store.setKeyEntry("server", key, password, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
