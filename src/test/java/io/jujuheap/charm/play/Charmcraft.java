// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import io.jujuheap.charm.tool.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Charmcraft, which is installed from PyPI into a folder below target when it is used for the first time. */
public final class Charmcraft {
    private static final String VERSION = "4.5.0";
    private static final Path FOLDER = Path.of("target/charmcraft-" + VERSION).toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Charmcraft() {}

    /** Runs charmcraft in the project's folder and returns its output. */
    public static synchronized String run(String... arguments) throws IOException {
        Path program = FOLDER.resolve("bin/charmcraft");
        if (!Files.isExecutable(program)) {
            finish("python3", "-m", "venv", FOLDER.toString());
            finish(FOLDER.resolve("bin/pip").toString(), "install", "--quiet", "charmcraft==" + VERSION);
        }
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return finish(command);
    }

    private static String finish(String... command) {
        return new Subprocess(List.of(command), "", LIMIT).run();
    }
}
