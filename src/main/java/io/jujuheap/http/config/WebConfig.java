// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.io.FileErrors;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The web configuration file of the Prometheus exporters (exporter-toolkit's {@code web.config.file}): TLS, response
 * headers, users. Unknown keys are errors, as they are there.
 *
 * @param tls how to serve TLS; absent for plain HTTP
 * @param headers headers of every response, in addition to the default ones or in their place; a blank one is not sent
 * @param users the users, and the bcrypt hashes of their passwords
 */
public record WebConfig(Optional<TlsConfig> tls, Map<String, String> headers, Map<String, String> users) {
    static final WebConfig NONE = new WebConfig(Optional.empty(), Map.of(), Map.of());

    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-9])\\$[./A-Za-z0-9]{53}");
    private static final List<String> HEADERS = List.of(
            "Content-Security-Policy",
            "Strict-Transport-Security",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-XSS-Protection");

    private static final Map<String, List<String>> WORDS =
            Map.of("X-Frame-Options", List.of("deny", "sameorigin"), "X-Content-Type-Options", List.of("nosniff"));

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    public WebConfig {
        headers = Map.copyOf(headers);
        users = Map.copyOf(users);
    }

    /**
     * Reads and checks a file; paths in it are relative to its folder.
     *
     * @throws UsageException when it cannot be read or something in it is wrong
     */
    public static WebConfig read(Path file) {
        try {
            return parse(Files.readString(file), file);
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read the web configuration " + file + ": " + FileErrors.reason(e, file) + ".", e);
        }
    }

    /** Reads and checks the text of a file. */
    static WebConfig parse(String text, Path file) {
        return YamlMap.parse(text, "The web configuration " + file)
                .map(root -> of(root, file))
                .orElse(NONE);
    }

    private static WebConfig of(YamlMap root, Path file) {
        Optional<TlsConfig> tls =
                root.map("tls_server_config").map(section -> TlsConfig.of(section, file.toAbsolutePath()));
        Map<String, String> headers =
                root.map("http_server_config").map(WebConfig::headers).orElse(Map.of());
        Map<String, String> users =
                root.map("basic_auth_users").map(WebConfig::users).orElse(Map.of());
        root.refuse("rate_limit", "is not supported here: the sidecar has limits of its own");
        root.refuseRest();
        return new WebConfig(tls, headers, users);
    }

    private static Map<String, String> headers(YamlMap section) {
        if (section.flag("http2").orElse(false)) {
            throw section.error("http2", "is not served here: leave it out or set it to false");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        section.map("headers")
                .ifPresent(map -> map.entries((name, value) -> {
                    if (!HEADERS.contains(name)) {
                        throw map.error(
                                name,
                                "is not a header that can be set here: choose from " + String.join(", ", HEADERS));
                    }
                    headers.put(name, checked(map, name, value));
                }));
        section.refuseRest();
        return headers;
    }

    /** Checks the value of a header; a blank one is not sent at all, as in exporter-toolkit. */
    private static String checked(YamlMap map, String name, String value) {
        List<String> words = WORDS.getOrDefault(name, List.of());
        if (!words.isEmpty() && !value.isEmpty() && !words.contains(value.toLowerCase(Locale.ROOT))) {
            throw map.error(name, "must be " + String.join(" or ", words) + ", or blank");
        }
        if (!PRINTABLE.matcher(value).matches()) {
            throw map.error(name, "has a character that a header cannot have: write it on one line, in ASCII");
        }
        return value;
    }

    private static Map<String, String> users(YamlMap section) {
        Map<String, String> users = new LinkedHashMap<>();
        section.entries((name, hash) -> {
            if (!BCRYPT.matcher(hash).matches()) {
                throw section.error(name, "has no bcrypt hash of cost 4 to 19: make one with htpasswd -nBC 10 " + name);
            }
            users.put(name, hash);
        });
        return users;
    }
}
