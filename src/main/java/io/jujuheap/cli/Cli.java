// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.AtFile;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Nearest;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.UsageException;
import java.util.Arrays;
import java.util.Optional;

/** Finds the command that a command line names, runs it, and turns its failures into sentences and exit codes. */
final class Cli {
    private static final String TOO_SMALL =
            "this needs more memory than Java may take; JUJU_HEAP_JAVA_OPTS=-Xmx4g lets it take 4 GB";

    private static final String VERSION = "juju-heap " + Version.text();

    private final Console console;

    Cli(Console console) {
        this.console = console;
    }

    /** Runs one command line and returns the exit code. */
    int run(String... args) {
        int code = dispatch(args);
        console.out().flush();
        return console.outputProblem()
                .map(problem -> complain(": cannot write to standard output: " + problem, Command.FAILED, ""))
                .orElse(code);
    }

    private int dispatch(String[] args) {
        if (args.length == 0) {
            console.err().print(Help.overview(console.helpColumns()));
            return Command.WRONG_USAGE;
        }
        String word = args[0];
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        return switch (word) {
            case "-h", "--help", "help" -> help(rest);
            case "-V", "--version", "version" -> version();
            case "--description" -> say(Version.DESCRIPTION);
            default -> Commands.find(word).map(command -> run(command, rest)).orElseGet(() -> unknown(word));
        };
    }

    /** Runs one command with the words after its name, and returns the exit code. */
    int run(Command command, String... words) {
        CommandSpec spec = command.spec();
        try {
            Arguments arguments = Arguments.parse(spec, AtFile.expand(words));
            if (arguments.wantsHelp()) {
                console.out().print(Help.of(spec, console.helpColumns()));
                return Command.OK;
            }
            if (arguments.wantsVersion()) {
                return version();
            }
            return command.run(arguments, console);
        } catch (UsageException e) {
            return complain(" " + spec.name() + ": " + e.getMessage(), Command.WRONG_USAGE, spec.name() + " ");
        } catch (FailureException | HeapRoom.ExceededException e) {
            return failed(spec, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return failed(spec, TOO_SMALL);
        } catch (RuntimeException | StackOverflowError e) {
            return failed(spec, bug(e));
        }
    }

    private int failed(CommandSpec spec, String sentence) {
        return complain(" " + spec.name() + ": " + sentence, Command.FAILED, "");
    }

    /** Returns the message for an unexpected failure, which is a bug. */
    private static String bug(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return "this is a bug in juju-heap " + Version.text() + "; please report it with the command line: " + thrown
                + (trace.length == 0 ? "" : ", in " + trace[0]);
    }

    private int help(String[] words) {
        if (words.length == 0 || words[0].startsWith("-")) {
            console.out().print(Help.overview(console.helpColumns()));
            return Command.OK;
        }
        Optional<Command> command = Commands.find(words[0]);
        command.ifPresent(found -> console.out().print(Help.of(found.spec(), console.helpColumns())));
        return command.isPresent() ? Command.OK : unknown(words[0]);
    }

    private int unknown(String word) {
        String hint = Nearest.to(word, Commands.names())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return complain(": there is no command '" + word + "'" + hint, Command.WRONG_USAGE, "");
    }

    private int version() {
        int code = say(VERSION);
        console.out().flush();
        console.slowStart().ifPresent(sentence -> console.err().println("juju-heap: " + sentence));
        return code;
    }

    private int say(String text) {
        console.out().println(text);
        return Command.OK;
    }

    private int complain(String sentence, int code, String helpOf) {
        console.out().flush();
        console.err().println("juju-heap" + sentence);
        if (code == Command.WRONG_USAGE) {
            console.err().println("Try 'juju-heap " + helpOf + "--help'.");
        }
        return code;
    }
}
