// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.io.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credentials file that curl and ftp share: {@code machine HOST login USER password PASSWORD} words. */
final class Netrc {
    private final List<String> words;

    private Netrc(List<String> words) {
        this.words = words;
    }

    /** Returns the file of {@code NETRC}, otherwise {@code ~/.netrc}; empty when there is none. */
    static Netrc ofEnvironment(Map<String, String> environment) throws FailureException {
        String home = environment.getOrDefault("HOME", "");
        String named = environment.getOrDefault("NETRC", home.isEmpty() ? "" : home + "/.netrc");
        Path file = Path.of(named);
        if (named.isEmpty() || !Files.isReadable(file)) {
            return new Netrc(List.of());
        }
        try {
            return new Netrc(List.of(Files.readString(file).strip().split("\\s+")));
        } catch (IOException e) {
            throw new FailureException("cannot read the credentials in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns {@code USER:PASSWORD} for a host; the entry named {@code default} is for hosts without an entry. */
    Optional<String> credentialsFor(String host) {
        boolean applies = false;
        String login = "";
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "machine" -> applies = rest.hasNext() && rest.next().equals(host);
                case "default" -> applies = true;
                case "login" -> login = applies && rest.hasNext() ? rest.next() : login;
                case "password" -> {
                    if (applies && rest.hasNext()) {
                        return Optional.of(login + ":" + rest.next());
                    }
                }
                default -> {}
            }
        }
        return Optional.empty();
    }
}
