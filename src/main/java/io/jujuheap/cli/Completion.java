// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.io.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code completion bash|zsh}: prints a completion script, generated from the specs of the commands. */
final class Completion implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "completion",
                "bash|zsh",
                "print a completion script for a shell",
                "Prints a script that completes commands and options in that shell.",
                List.of(),
                List.of(
                        new CommandSpec.Example(
                                "source <(juju-heap completion bash)", "complete in this bash from now on"),
                        new CommandSpec.Example(
                                "juju-heap completion zsh > ~/.zfunc/_juju-heap",
                                "complete in zsh, from the next login on")));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String shell =
                arguments.operands(1, 1, "the name of a shell, bash or zsh").get(0);
        console.out().print(script(shell));
        return OK;
    }

    private static String script(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default -> throw new UsageException("there is no completion for '" + shell + "', only for bash and zsh");
        };
    }

    /** Completes commands, then options of the command and the words that they take, then files and agents. */
    private static String bash() {
        StringBuilder cases = new StringBuilder();
        StringBuilder choices = new StringBuilder();
        for (CommandSpec spec : Commands.specs()) {
            cases.append("        ").append(spec.name()).append(") words=\"");
            cases.append(optionWords(spec)).append("\" ;;\n");
            spec.options().stream().filter(opt -> !opt.choices().isEmpty()).forEach(opt -> choices.append("        \"")
                    .append(spec.name())
                    .append(" --")
                    .append(opt.name())
                    .append("\") words=\"")
                    .append(String.join(" ", opt.choices()))
                    .append("\" ;;\n"));
        }
        return """
                # bash completion for juju-heap; made by 'juju-heap completion bash'
                _juju_heap() {
                    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
                    if [ "$COMP_CWORD" -eq 1 ]; then
                        COMPREPLY=($(compgen -W "%s" -- "$current"))
                        return
                    fi
                    # Of --option=value bash makes three words.
                    if [ "$current" = = ]; then
                        current=
                    elif [ "$previous" = = ]; then
                        previous=${COMP_WORDS[COMP_CWORD-2]}
                    fi
                    case "${COMP_WORDS[1]} $previous" in
                %s    esac
                    if [ -n "$words" ]; then
                        COMPREPLY=($(compgen -W "$words" -- "$current"))
                        return
                    fi
                    case ${COMP_WORDS[1]} in
                %s        *) return ;;
                    esac
                    case $current in
                        -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
                        *) COMPREPLY=($(compgen -f -- "$current") $(compgen -W "$(ls /var/lib/juju/agents 2>/dev/null)" -- "$current")) ;;
                    esac
                }
                complete -o filenames -F _juju_heap juju-heap
                """
                .formatted(String.join(" ", Commands.names()), choices, cases);
    }

    /** Completes the same, and shows the one-line explanations. */
    private static String zsh() {
        StringBuilder commands = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (CommandSpec spec : Commands.specs()) {
            commands.append("        '").append(spec.name()).append(':');
            commands.append(zshWord(spec.summary())).append("'\n");
            cases.append("        ").append(spec.name()).append(") _arguments -s");
            spec.options().forEach(opt -> cases.append(" \\\n            '")
                    .append(zshOption(opt))
                    .append('\''));
            cases.append(" \\\n            '*:source:_files' ;;\n");
        }
        return """
                #compdef juju-heap
                # zsh completion for juju-heap; made by 'juju-heap completion zsh'
                _juju_heap() {
                    local -a commands=(
                %s    )
                    if (( CURRENT == 2 )); then
                        _describe command commands
                        return
                    fi
                    shift words
                    (( CURRENT-- ))
                    case $words[1] in
                %s        *) _files ;;
                    esac
                }
                _juju_heap "$@"
                """
                .formatted(commands, cases);
    }

    private static String optionWords(CommandSpec spec) {
        return Stream.concat(spec.options().stream().map(Opt::name), Stream.of("help"))
                .map(name -> "--" + name)
                .collect(Collectors.joining(" "));
    }

    private static String zshOption(Opt opt) {
        String explained = "[" + zshWord(opt.help()) + "]";
        String value = opt.takesValue() ? ":" + opt.argument().toLowerCase(Locale.ROOT) + ":" + zshValues(opt) : "";
        return (opt.repeatable() ? "*" : "") + "--" + opt.name() + explained + value;
    }

    private static String zshValues(Opt opt) {
        return opt.choices().isEmpty() ? "_files" : "(" + String.join(" ", opt.choices()) + ")";
    }

    private static String zshWord(String text) {
        return text.replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }
}
