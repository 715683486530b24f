// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.PlayedUnit;
import io.jujuheap.charm.play.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The charm: its size, and what its dispatch costs from fork to exit, played by the harness of the tests. The hook tools
 * are shell scripts there and cost more than Juju's own.
 */
final class CharmBench implements Bench {
    private static final int ROUNDS = 11;
    private static final double BYTES_PER_MB = 1e6;
    private static final Budget SIZE = Budget.figure(26);

    @Override
    public String name() {
        return "charm";
    }

    @Override
    public String title() {
        return "the self-contained charm, and its dispatch from fork to exit, medians of " + ROUNDS;
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path charm = BuiltCharm.path();
        Path machine = Files.createTempDirectory("charm");
        // Every allocation is a sample, so that there are as many stacks in the profile as in the program.
        try (Stage stage = new Stage(machine, "-stacks", "10000", "-rate", "1", "-workload", "churn")) {
            PlayedUnit unit = stage.deploy("juju-heap/0");
            stage.configure(unit, "interval", "60s");
            List<Row> rows = List.of(
                    new Row("size", "MB", Files.size(charm) / BYTES_PER_MB, Double.NaN, SIZE),
                    row("dispatch update-status", () -> unit.hook("update-status")
                            .millis()),
                    row("dispatch heap-profile, agent of 10k stacks", () -> unit.action("heap-profile", Map.of())
                            .millis()));
            stage.remove(unit);
            return rows;
        }
    }

    private interface Timed {
        double millis() throws IOException, InterruptedException;
    }

    private static Row row(String what, Timed dispatch) throws IOException, InterruptedException {
        dispatch.millis();
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            millis[round] = dispatch.millis();
        }
        return new Row(what, "ms", Median.of(millis), Double.NaN, Optional.empty());
    }
}
