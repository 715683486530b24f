// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.io.FileTree;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The systemd unit of the service.
 *
 * @param text the content of the file
 */
record ServiceFile(String text) {
    private static final String LISTEN_FLAG = "--web.listen-address=";
    private static final String WEB_CONFIG_FLAG = "--web.config.file=";

    /** The flags of the service, and the options of the charm that set them. */
    private static final Map<String, String> OPTIONS = Map.of(
            "--web.listen-address", "listen-address",
            "--collect.interval", "interval",
            "--store.max-bytes", "retention-size",
            "--store.max-age", "retention-age",
            "--log.level", "log-level",
            "--web.config.file", "web-config-file",
            "--web.source-link", "source-links");

    /** Returns the unit that is installed on a machine, if one is. */
    static Optional<ServiceFile> installed(MachineLayout layout) throws IOException {
        return FileTree.read(layout.unitFile()).map(ServiceFile::new);
    }

    /**
     * Fills in the template.
     *
     * @param template with {@code @command@} and {@code @network@}
     * @param network the lines that limit which networks reach the service
     * @throws UsageException when an argument cannot be written in a unit file
     */
    static ServiceFile of(String template, List<String> command, String network) {
        String line = command.stream().map(ServiceFile::quoted).collect(Collectors.joining(" "));
        return new ServiceFile(template.replace("@command@", line).replace("@network@", network));
    }

    /** Returns the arguments of {@code serve} for a configuration. */
    static List<String> arguments(Settings settings, MachineLayout layout) {
        List<String> arguments = new ArrayList<>(List.of(LISTEN_FLAG + settings.listen()));
        layout.dataDirs().forEach(directory -> arguments.add("--agent.data-dir=" + directory));
        arguments.addAll(List.of(
                "--collect.interval=" + settings.interval(),
                "--store.path=" + layout.state(),
                "--store.max-bytes=" + settings.retentionSize(),
                "--store.max-age=" + settings.retentionAge(),
                "--log.level=" + settings.logLevel()));
        if (settings.token()) {
            arguments.add("--web.token-file=" + layout.authorization());
        } else if (settings.webConfigFile().isPresent()) {
            // Parca's scrape jobs cannot send a token. An operator who wants to serve Parca sets both options,
            // token=false and web-config-file.
            arguments.add("--web.allow-insecure-debug");
        }
        settings.webConfigFile().ifPresent(file -> arguments.add(WEB_CONFIG_FLAG + file));
        settings.sourceLinks().forEach(link -> arguments.add("--web.source-link=" + link));
        return arguments;
    }

    /** Rewrites an error message about a flag of the service, so that it begins with the charm's option for that flag. */
    static String inOptions(String sentence) {
        return OPTIONS.entrySet().stream()
                .filter(flag -> sentence.contains(flag.getKey()))
                .findFirst()
                .map(flag -> inOption(sentence, flag.getKey(), flag.getValue()))
                .orElse(sentence);
    }

    private static String inOption(String sentence, String flag, String option) {
        String text = sentence.replace(flag, option);
        return text.startsWith(option + ": ") ? text : option + ": " + text;
    }

    /** Returns the address on which the service listens. */
    Optional<Listen> listen() {
        return argument(LISTEN_FLAG).map(Listen::parse);
    }

    /** Returns the web configuration file of the service. */
    Optional<String> webConfigFile() {
        return argument(WEB_CONFIG_FLAG);
    }

    private Optional<String> argument(String flag) {
        Matcher matcher = Pattern.compile("^ExecStart=.* " + Pattern.quote(flag) + "(\\S+)", Pattern.MULTILINE)
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Quotes an argument if necessary, and escapes systemd's specifiers and variables. */
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
