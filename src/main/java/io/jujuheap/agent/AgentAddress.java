// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The address of an agent: a socket file, or a name in Linux's abstract namespace. */
public sealed interface AgentAddress {
    /** The longest path or name that the kernel accepts, in bytes ({@code sun_path} without its NUL, unix(7)). */
    int MAX_BYTES = 107;

    /** The start of an address of either kind as text. */
    String SCHEME = "unix:";

    /**
     * A socket file, the address of agents since the fix of CVE-2024-8038 (Juju 2.9.51, 3.1.10, 3.3.7, 3.4.6, 3.5.4, 3.6).
     *
     * @param path the file; a path that is too long for the kernel is refused on opening
     */
    record SocketFile(Path path) implements AgentAddress {
        public SocketFile {
            requireNonNull(path, "path is null");
        }

        /** Returns the length of the path in bytes; {@link #MAX_BYTES} is the limit. */
        int byteLength() {
            return path.toString().getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public String toString() {
            return SCHEME + path;
        }
    }

    /**
     * A name in the abstract namespace, the address of older agents, open to every local user.
     *
     * @param name the name without its prefix: NUL in the kernel, {@code @} as text
     */
    record AbstractName(String name) implements AgentAddress {
        private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_BYTES + "}");

        /** @throws IllegalArgumentException when {@code name} is not 1 to 107 visible ASCII characters */
        public AbstractName {
            requireNonNull(name, "name is null");
            if (!VISIBLE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "\"@" + Printable.of(name) + "\" is not the name of an abstract socket: give 1 to " + MAX_BYTES
                                + " visible ASCII characters, such as @jujud-machine-0.");
            }
        }

        @Override
        public String toString() {
            return SCHEME + "@" + name;
        }
    }

    /**
     * Reads {@code unix:PATH} or {@code unix:@NAME}.
     *
     * @throws IllegalArgumentException when {@code text} is neither; the message is a sentence for a person
     */
    static AgentAddress parse(String text) {
        if (!text.startsWith(SCHEME) || text.length() == SCHEME.length()) {
            throw new IllegalArgumentException("\"" + Printable.of(text) + "\" is not the address of a socket:"
                    + " give unix:PATH, or unix:@NAME for an abstract one.");
        }
        String rest = text.substring(SCHEME.length());
        return rest.startsWith("@") ? new AbstractName(rest.substring(1)) : new SocketFile(path(rest));
    }

    /** Returns the abstract socket of the agent with {@code tag}, on a Juju that has CVE-2024-8038. */
    static AgentAddress abstractOf(AgentTag tag) {
        return new AbstractName("jujud-" + tag);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "\"" + Printable.of(text) + "\" is not a path: " + e.getReason() + ".", e);
        }
    }
}
