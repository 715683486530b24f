// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Opt;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion scripts for shells, made from the specs of the commands. */
final class Completion {
    private Completion() {}

    /** A script for bash: commands, then options of the command, then files and agents. */
    static String bash() {
        StringBuilder cases = new StringBuilder();
        for (CommandSpec spec : Commands.specs()) {
            cases.append("        ").append(spec.name()).append(") words=\"");
            cases.append(optionWords(spec)).append("\" ;;\n");
        }
        return """
                # bash completion for juju-heap; made by 'juju-heap completion bash'
                _juju_heap() {
                    local current=${COMP_WORDS[COMP_CWORD]} words
                    if [ "$COMP_CWORD" -eq 1 ]; then
                        COMPREPLY=($(compgen -W "%s" -- "$current"))
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
                .formatted(String.join(" ", Commands.names()), cases);
    }

    /** A script for zsh, with the one-line explanations. */
    static String zsh() {
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
        String value = opt.takesValue() ? ":" + opt.argument().toLowerCase(Locale.ROOT) + ":_files" : "";
        return (opt.repeatable() ? "*" : "") + "--" + opt.name() + explained + value;
    }

    private static String zshWord(String text) {
        return text.replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }
}
