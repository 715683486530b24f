// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.charm.tool.JsonObject;
import io.jujuheap.io.UsageException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The application's configuration, as config.yaml describes it. Most values are the service's own flags: it judges them
 * itself before it is started with them.
 *
 * @param interval between two profiles
 * @param listen where the service listens
 * @param retentionSize the most disk space of kept profiles
 * @param retentionAge the greatest age of kept profiles
 * @param token whether profiles are only for those who know the token
 * @param webConfigFile TLS and users, in the form of Prometheus exporters
 * @param logLevel of the service
 * @param keepSnapshots whether kept profiles outlive the last unit
 */
public record Settings(
        String interval,
        Listen listen,
        String retentionSize,
        String retentionAge,
        boolean token,
        Optional<String> webConfigFile,
        String logLevel,
        boolean keepSnapshots) {

    /** What stands in a unit file as it is. */
    private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9._+@=:,/-]+");

    /**
     * Reads what config-get says.
     *
     * @throws UsageException when an option is unusable, naming it
     */
    public static Settings from(JsonObject config) {
        return new Settings(
                required(config, "interval"),
                Listen.parse(required(config, "listen-address")),
                required(config, "retention-size"),
                required(config, "retention-age"),
                config.flag("token").orElse(true),
                webConfigFile(config),
                required(config, "log-level"),
                keepSnapshots(config));
    }

    /** The one option that counts when all others no longer do. */
    public static boolean keepSnapshots(JsonObject config) {
        return config.flag("keep-snapshots").orElse(false);
    }

    private static Optional<String> webConfigFile(JsonObject config) {
        Optional<String> path =
                config.text("web-config-file").map(String::strip).filter(text -> !text.isEmpty());
        if (path.isPresent() && !PLAIN_PATH.matcher(path.get()).matches()) {
            throw new UsageException("web-config-file is not an absolute path of letters, digits and ._+@=:,-.");
        }
        return path;
    }

    private static String required(JsonObject config, String option) {
        return config.text(option)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () -> new UsageException(option + " is empty: juju config juju-heap --reset " + option + "."));
    }
}
