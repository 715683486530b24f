// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two servers asked in turns for the same thing by {@code src/test/go/load}. */
record Load(Times ours, Times peers) {

    /** How long answers took, in milliseconds. */
    record Times(double median, double p99, double perSecond) {
        /** The time that one request takes of the server when it has all it can do. */
        double share() {
            return 1e3 / perSecond;
        }
    }

    /** Asks; {@code options} are those of the program. An answer that is not 200 fails. */
    static Load of(Workspace workspace, String ours, String peers, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.addAll(List.of(peers, ours));
        String[] lines = run(workspace, arguments).split("\n");
        return new Load(times(lines[1]), times(lines[0]));
    }

    /** Asks one server. */
    static Times alone(Workspace workspace, String server, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.add(server);
        return times(run(workspace, arguments));
    }

    private static String run(Workspace workspace, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(GoProgram.LOAD.path().toString()));
        command.addAll(arguments);
        return workspace.run(Path.of("").toAbsolutePath(), command.toArray(String[]::new));
    }

    private static Times times(String line) throws IOException {
        JsonNode result = new ObjectMapper().readTree(line);
        return new Times(
                result.get("medianMicros").asDouble() / 1e3,
                result.get("p99Micros").asDouble() / 1e3,
                result.get("perSecond").asDouble());
    }
}
