// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.command.AgentsCommand;
import io.jujuheap.cli.command.BundleCommand;
import io.jujuheap.cli.command.CaptureCommand;
import io.jujuheap.cli.command.ConvertCommand;
import io.jujuheap.cli.command.DemoCommand;
import io.jujuheap.cli.command.DiffCommand;
import io.jujuheap.cli.command.FlameCommand;
import io.jujuheap.cli.command.LeaksCommand;
import io.jujuheap.cli.command.MemoryCommand;
import io.jujuheap.cli.command.ReportCommand;
import io.jujuheap.cli.command.ServeCommand;
import io.jujuheap.cli.command.WatchCommand;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import java.util.List;
import java.util.Optional;

/** The commands by name. They are created on demand, to keep the start-up short. */
final class Commands {
    private static final List<String> NAMES = List.of(
            "top", "tree", "peek", "traces", "diff", "leaks", "memory", "watch", "bundle", "flame", "convert",
            "capture", "agents", "serve", "demo");

    private Commands() {}

    /** Returns the names that help lists, in its order. */
    static List<String> names() {
        return NAMES;
    }

    /** Returns the specs of the commands that help lists. */
    static List<CommandSpec> specs() {
        return NAMES.stream().map(name -> find(name).orElseThrow().spec()).toList();
    }

    static Optional<Command> find(String name) {
        return switch (name) {
            case "top" -> Optional.of(ReportCommand.top());
            case "tree" -> Optional.of(ReportCommand.tree());
            case "peek" -> Optional.of(ReportCommand.peek());
            case "traces" -> Optional.of(ReportCommand.traces());
            case "diff" -> Optional.of(new DiffCommand());
            case "leaks" -> Optional.of(new LeaksCommand());
            case "memory" -> Optional.of(new MemoryCommand());
            case "watch" -> Optional.of(new WatchCommand());
            case "bundle" -> Optional.of(new BundleCommand());
            case "flame" -> Optional.of(new FlameCommand());
            case "convert" -> Optional.of(new ConvertCommand());
            case "capture" -> Optional.of(new CaptureCommand());
            case "agents" -> Optional.of(new AgentsCommand());
            case "serve" -> Optional.of(new ServeCommand());
            case "demo" -> Optional.of(new DemoCommand());
            // For scripts only, so help does not list them.
            case "completion" -> Optional.of(new Completion());
            case "man" -> Optional.of(new ManPage());
            case "train" -> Optional.of(new TrainCommand());
            case "charm" -> Optional.of(new CharmCommand());
            default -> Optional.empty();
        };
    }
}
