// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.jujuheap.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The users of a web configuration file and the bcrypt hashes of their passwords.
 *
 * <p>A hash costs about 70 ms of processor time by design, so one is computed at a time, few requests may wait, and a
 * correct password is remembered. Unknown users cost a hash too: the time of an answer does not tell which users exist.
 */
final class Users {
    static final Users NONE = new Users(Map.of());

    /** The hash of a random password that is not kept; its cost is the usual one. */
    private static final String UNKNOWN_USER = "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi5B0aJ3f0S8NVDhZVWqkV8S7z4x4rK";

    private static final int MAX_WAITING = 3;
    private static final int MAX_REMEMBERED = 100;

    private final Map<String, String> hashes;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Map<ByteBuffer, Boolean> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Users(Map<String, String> hashes) {
        this.hashes = Map.copyOf(hashes);
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    Credentials.Verdict check(String user, String password) {
        String hash = hashes.getOrDefault(user, UNKNOWN_USER);
        ByteBuffer key = key(user, hash, password);
        if (isRemembered(key)) {
            return Credentials.Verdict.GRANTED;
        }
        if (!waiting.tryAcquire()) {
            return Credentials.Verdict.BUSY;
        }
        try {
            boolean right = verify(hash, password) && hashes.containsKey(user);
            if (right) {
                remember(key);
            }
            return right ? Credentials.Verdict.GRANTED : Credentials.Verdict.REFUSED;
        } finally {
            waiting.release();
        }
    }

    private synchronized boolean verify(String hash, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        // bcrypt itself reads 72 bytes; Go's refuses longer passwords, and so must we, or a prefix would open the door.
        return bytes.length <= 72 && BCrypt.verifyer().verify(bytes, hash.getBytes(StandardCharsets.US_ASCII)).verified;
    }

    private boolean isRemembered(ByteBuffer key) {
        synchronized (remembered) {
            return remembered.get(key) != null;
        }
    }

    private void remember(ByteBuffer key) {
        synchronized (remembered) {
            remembered.put(key, true);
        }
    }

    /**
     * A digest of fixed length over parts that carry their lengths: joined strings could be split in two ways, which let
     * a hash poison the cache of exporter-toolkit (CVE-2022-46146).
     */
    private static ByteBuffer key(String... parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest());
    }
}
