// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.io.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The public part of an agent's {@code agent.conf}. The file also holds passwords and private keys. They are not kept,
 * and no message quotes the file.
 *
 * @param tag the agent's name for itself, empty when not stated
 * @param controller {@code controller-UUID}, empty when not stated
 * @param model {@code model-UUID}, empty when not stated
 * @param version the Juju version to which it was last upgraded, such as {@code 3.6.28}, empty when not stated
 * @param deployedUnits the agents that run inside its process
 * @param problem the reason why the file could not be read, as a sentence; empty when it could
 */
public record AgentConf(
        String tag, String controller, String model, String version, List<AgentTag> deployedUnits, String problem) {
    /** The configuration of an agent whose directory is not known. */
    public static final AgentConf UNKNOWN = new AgentConf("", "", "", "", List.of(), "");

    private static final String NAME = "agent.conf";
    /** The file of a controller, with its certificates and keys, has some 20 KB. */
    private static final int MAX_BYTES = 1 << 20;

    private static final LoadSettings YAML = LoadSettings.builder()
            .setLabel(NAME)
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(0)
            .setAllowRecursiveKeys(false)
            .build();

    public AgentConf {
        deployedUnits = List.copyOf(deployedUnits);
    }

    /** Reads the file in {@code agentDir}. Does not throw: {@link #problem} says why a file cannot be read or parsed. */
    public static AgentConf in(Path agentDir) {
        Path file = agentDir.resolve(NAME);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Opening a FIFO would wait for a writer.
            return unreadable(file + " cannot be read: it is not a regular file.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? unreadable(file + " is larger than an agent.conf can be.")
                    : parse(file, new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return unreadable("There is no " + file + ".");
        } catch (AccessDeniedException e) {
            return unreadable("This user may not read " + file + ": use sudo.");
        } catch (IOException e) {
            return unreadable(file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static AgentConf parse(Path file, String text) {
        try {
            return new Load(YAML).loadFromString(text) instanceof Map<?, ?> conf
                    ? of(conf)
                    : unreadable(file + " is not a YAML mapping.");
        } catch (YamlEngineException | ClassCastException e) {
            // The message and the exception both quote the file, so neither is passed on.
            return unreadable(file + " is not valid YAML" + line(e) + ".");
        }
    }

    private static AgentConf of(Map<?, ?> conf) {
        Object values = conf.get("values");
        String units = values instanceof Map<?, ?> map ? text(map, "deployed-units") : "";
        return new AgentConf(
                text(conf, "tag"),
                text(conf, "controller"),
                text(conf, "model"),
                text(conf, "upgradedToVersion"),
                Arrays.stream(units.split(","))
                        .map(String::strip)
                        .map(AgentTag::ofUnitName)
                        .flatMap(Optional::stream)
                        .toList(),
                "");
    }

    private static AgentConf unreadable(String problem) {
        return new AgentConf("", "", "", "", List.of(), problem);
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? Printable.of(text) : "";
    }

    private static String line(RuntimeException e) {
        return e instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(mark -> " at line " + (mark.getLine() + 1))
                        .orElse("")
                : "";
    }
}
