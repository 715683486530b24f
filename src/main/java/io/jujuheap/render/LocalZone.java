// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The time zone of this machine. Most servers run in UTC. For UTC, Java's time zone data is not loaded, which would
 * take longer than writing a table.
 */
final class LocalZone {
    /** The link to the machine's zone, which is used unless the environment names another one; see localtime(5). */
    private static final Path LINK = Path.of("/etc/localtime");

    private static final String ALL_ZONES = "/zoneinfo/";

    private LocalZone() {}

    /** @param isInEnvironment whether the environment names a zone, in the variable TZ */
    static ZoneId get(boolean isInEnvironment) {
        boolean isSet =
                isInEnvironment || !System.getProperty("user.timezone", "").isEmpty();
        return !isSet && isUtc(LINK) ? ZoneOffset.UTC : ofJava();
    }

    static ZoneId ofJava() {
        TimeZone zone = TimeZone.getDefault();
        return isUtc(zone.getID()) ? ZoneOffset.UTC : zone.toZoneId();
    }

    /** Whether it is a link to one of the names of UTC. */
    static boolean isUtc(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            int folder = target.lastIndexOf(ALL_ZONES);
            return folder >= 0 && isUtc(target.substring(folder + ALL_ZONES.length()));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether it is one of the names of UTC. */
    static boolean isUtc(String zone) {
        return switch (zone) {
            case "UTC", "Etc/UTC", "Z", "Etc/Universal", "Etc/Zulu" -> true;
            default -> false;
        };
    }
}
