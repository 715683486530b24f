// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.jujuheap.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The users of a web configuration file and the bcrypt hashes of their passwords.
 *
 * <p>A hash costs about 70 ms of processor time by design, so one is computed at a time, and a correct password is
 * remembered. For each user, one password is checked at a time, and likewise for all unknown users together, so guesses
 * do not block other users. All wrong passwords take the same time, also those of unknown users, so that the time of an
 * answer does not reveal which users exist.
 */
final class Users {
    static final Users NONE = new Users(Map.of());

    /** The name under which checks of unknown users are counted. No user has it, because a user's name has no NUL. */
    private static final String UNKNOWN_USER = "\0";

    /** Salt and hash of a random password that is not kept. */
    private static final String RANDOM = "7EqJtq98hPqEX7fNZaFWoOhi5B0aJ3f0S8NVDhZVWqkV8S7z4x4rK";

    /** Each check occupies one of the threads that take requests, of which one has to be left for metrics and health. */
    private static final int MAX_CHECKS = WebServer.WORKERS - 1;

    private static final int MAX_REMEMBERED = 100;

    /** The bytes of a password that bcrypt reads. Go's refuses longer ones, and so must this, or a prefix would suffice. */
    private static final int MAX_PASSWORD_BYTES = 72;

    private final Map<String, String> hashes;
    private final int highestCost;

    /** The names whose passwords are being checked. */
    private final Set<String> checked = new HashSet<>();

    private final Map<ByteBuffer, Boolean> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            });

    /** @param hashes the bcrypt hash of each user's password */
    Users(Map<String, String> hashes) {
        this.hashes = Map.copyOf(hashes);
        this.highestCost = hashes.values().stream().mapToInt(Users::cost).max().orElse(0);
    }

    /** The cost that a hash such as {@code $2a$10$…} names: the binary logarithm of its rounds. */
    private static int cost(String hash) {
        return Integer.parseInt(hash.substring(4, 6));
    }

    private static String randomHash(int cost) {
        return String.format(Locale.ROOT, "$2a$%02d$%s", cost, RANDOM);
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    Credentials.Verdict check(String user, String password) {
        boolean isKnown = hashes.containsKey(user);
        String hash = hashes.getOrDefault(user, randomHash(highestCost));
        ByteBuffer key = key(user, hash, password);
        if (isKnown && remembered.get(key) != null) {
            return Credentials.Verdict.GRANTED;
        }
        String name = isKnown ? user : UNKNOWN_USER;
        if (!begin(name)) {
            return Credentials.Verdict.BUSY;
        }
        try {
            boolean isRight = verify(hash, password) && isKnown;
            if (isRight) {
                remembered.put(key, true);
            }
            return isRight ? Credentials.Verdict.GRANTED : Credentials.Verdict.REFUSED;
        } finally {
            end(name);
        }
    }

    private boolean begin(String name) {
        synchronized (checked) {
            return checked.size() < MAX_CHECKS && checked.add(name);
        }
    }

    private void end(String name) {
        synchronized (checked) {
            checked.remove(name);
        }
    }

    /**
     * Checks a password. The check of a wrong one always takes as long as with the most expensive hash: its rounds are
     * 2 to the power of its cost.
     */
    private synchronized boolean verify(String hash, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PASSWORD_BYTES) {
            return false;
        }
        boolean isRight = isOf(hash, bytes);
        // Rounds are missing by 2^cost + 2^(cost + 1) + … + 2^(highest - 1).
        for (int cost = cost(hash); cost < highestCost && !isRight; cost++) {
            isOf(randomHash(cost), bytes);
        }
        return isRight;
    }

    private static boolean isOf(String hash, byte[] password) {
        return BCrypt.verifyer().verify(password, hash.getBytes(StandardCharsets.US_ASCII)).verified;
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
