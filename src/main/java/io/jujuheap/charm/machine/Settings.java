// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.io.Printable;
import io.jujuheap.io.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The application's configuration, as config.yaml describes it. Most values are flags of the service, which checks them
 * itself before it is started with them.
 *
 * @param interval the time between two profiles
 * @param listen the address on which the service listens
 * @param networks the networks that may connect, when the service listens for other machines
 * @param retentionSize the most disk space for stored profiles
 * @param retentionAge the greatest age of stored profiles
 * @param token whether the service requires a token for profiles
 * @param webConfigFile the file for TLS and users, in the form of Prometheus exporters
 * @param sourceLinks the addresses of the source code of Go modules, each {@code MODULE=ADDRESS}
 * @param logLevel the lowest level that the service logs
 */
public record Settings(
        String interval,
        Listen listen,
        Networks networks,
        String retentionSize,
        String retentionAge,
        boolean token,
        Optional<String> webConfigFile,
        List<String> sourceLinks,
        String logLevel) {

    private static final int LONGEST_VALUE = 255;

    /** Paths that need no quotes in a unit file. */
    private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9._+@=:,/-]+");

    public Settings {
        sourceLinks = List.copyOf(sourceLinks);
    }

    /**
     * Parses the output of config-get.
     *
     * @throws UsageException when an option cannot be used; the message names it
     */
    public static Settings from(JsonNode config) {
        return new Settings(
                required(config, "interval"),
                Listen.parse(required(config, "listen-address")),
                Networks.parse(value(config, "allow-networks")),
                required(config, "retention-size"),
                required(config, "retention-age"),
                config.path("token").asBoolean(true),
                webConfigFile(config),
                sourceLinks(config),
                required(config, "log-level"));
    }

    /**
     * Returns whether stored profiles are kept when the last unit is removed. Only this option is read, so that
     * another, invalid one does not block the removal.
     */
    public static boolean keepSnapshots(JsonNode config) {
        return config.path("keep-snapshots").asBoolean(false);
    }

    private static Optional<String> webConfigFile(JsonNode config) {
        Optional<String> path = value(config, "web-config-file");
        if (path.isPresent() && !PLAIN_PATH.matcher(path.get()).matches()) {
            throw new UsageException("web-config-file: not an absolute path of letters, digits and ._+@=:,-.");
        }
        return path;
    }

    /** Returns the links, which are separated by white space, because addresses contain none. */
    private static List<String> sourceLinks(JsonNode config) {
        String option = "source-links";
        return given(config, option).stream()
                .flatMap(text -> Arrays.stream(text.split("\\s+")))
                .map(link -> quotable(option, link))
                .toList();
    }

    private static Optional<String> value(JsonNode config, String option) {
        return given(config, option).map(text -> quotable(option, text));
    }

    private static Optional<String> given(JsonNode config, String option) {
        return Documents.text(config, option).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Returns the value of an option. Messages quote it, so it must be one line that fits in a status. */
    private static String quotable(String option, String value) {
        if (value.length() > LONGEST_VALUE || !Printable.name(value).equals(value)) {
            throw new UsageException(option + ": its value is not one line of at most " + LONGEST_VALUE
                    + " characters; juju config juju-heap --reset " + option + ".");
        }
        return value;
    }

    private static String required(JsonNode config, String option) {
        return value(config, option)
                .orElseThrow(
                        () -> new UsageException(option + ": no value; juju config juju-heap --reset " + option + "."));
    }
}
