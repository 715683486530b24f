// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.agent.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One installed version of the program. It never changes, so an upgrade does not disturb a service that runs from it.
 *
 * @param version the version's name
 * @param home the directory it is installed in
 */
record Release(String version, Path home) {
    Path runtime() {
        return home.resolve("runtime");
    }

    Path java() {
        return runtime().resolve("bin/java");
    }

    Path jar() {
        return home.resolve("juju-heap.jar");
    }

    /** Returns the file of the JVM's options. */
    Path options() {
        return home.resolve("service.options");
    }

    /** Returns the program that runs the command for users of the machine. */
    Path launcher() {
        return home.resolve("juju-heap");
    }

    /** Returns the class-data archive, which halves the time to start; it may be missing. */
    Path archive() {
        return home.resolve("juju-heap.jsa");
    }

    /** Returns the native part of the UNIX socket library; unpacking it at run time would need a writable, executable folder. */
    Path nativeLibrary() {
        return home.resolve("libjunixsocket.so");
    }

    boolean isComplete() {
        return Files.isExecutable(java())
                && Files.isRegularFile(jar())
                && Files.isRegularFile(options())
                && Files.isExecutable(launcher());
    }

    /**
     * Returns the command that runs a command of the program, without its own arguments, on the JVM of the service.
     *
     * @param more further options of the JVM
     */
    List<String> run(List<String> more, String subcommand) {
        List<String> command = new ArrayList<>(List.of(java().toString(), "@" + options()));
        if (Files.isRegularFile(nativeLibrary())) {
            command.add("-D" + NativeLibrary.GIVEN + "=" + nativeLibrary());
        }
        command.addAll(more);
        command.addAll(List.of("-jar", jar().toString(), subcommand));
        return command;
    }
}
