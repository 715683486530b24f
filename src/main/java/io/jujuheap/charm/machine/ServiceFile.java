// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.io.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of the systemd unit. */
final class ServiceFile {
    /** Only for a service that listens on loopback: the kernel drops whatever else comes along. */
    private static final String LOOPBACK_ONLY = "IPAddressDeny=any\nIPAddressAllow=localhost";

    private static final String LISTEN_FLAG = "--web.listen-address=";
    private static final String WEB_CONFIG_FLAG = "--web.config.file=";

    private ServiceFile() {}

    /**
     * Fills in the template.
     *
     * @param template with {@code @command@} and {@code @network@}
     * @throws UsageException when an argument cannot stand in a unit file
     */
    static String render(String template, List<String> command, boolean loopback) {
        String line = command.stream().map(ServiceFile::quoted).collect(Collectors.joining(" "));
        return template.replace("@command@", line).replace("@network@", loopback ? LOOPBACK_ONLY : "");
    }

    /** The arguments of {@code serve}. */
    static List<String> arguments(Settings settings, MachineLayout layout) {
        List<String> arguments = new ArrayList<>(List.of(
                LISTEN_FLAG + settings.listen(),
                "--agent.data-dir=" + layout.jujuData(),
                "--collect.interval=" + settings.interval(),
                "--store.path=" + layout.state(),
                "--store.max-bytes=" + settings.retentionSize(),
                "--store.max-age=" + settings.retentionAge(),
                "--log.level=" + settings.logLevel()));
        if (settings.token()) {
            arguments.add("--web.token-file=" + layout.authorization());
        } else if (settings.webConfigFile().isPresent()) {
            // No token and still others to serve: what Parca needs, whose jobs can carry none. It takes two options to
            // get here.
            arguments.add("--web.allow-insecure-debug");
        }
        settings.webConfigFile().ifPresent(file -> arguments.add(WEB_CONFIG_FLAG + file));
        return arguments;
    }

    /** Where the service of a rendered file listens. */
    static Optional<Listen> listen(String text) {
        return argument(text, LISTEN_FLAG).map(Listen::parse);
    }

    /** The web configuration file of the service of a rendered file. */
    static Optional<String> webConfigFile(String text) {
        return argument(text, WEB_CONFIG_FLAG);
    }

    private static Optional<String> argument(String text, String flag) {
        Matcher matcher = Pattern.compile("^ExecStart=.* " + Pattern.quote(flag) + "(\\S+)", Pattern.MULTILINE)
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** One argument as systemd reads it: quoted where needed, without specifiers and variables. */
    private static String quoted(String argument) {
        if (argument.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    "A control character in the configuration: " + argument.replaceAll("\\p{Cntrl}", "?") + ".");
        }
        String escaped = argument.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
        return escaped.matches("[A-Za-z0-9_@%+=:,./\\[\\]-]+") ? escaped : '"' + escaped + '"';
    }
}
