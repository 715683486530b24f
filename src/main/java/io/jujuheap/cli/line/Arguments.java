// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The options and operands of one command line, parsed against the command's {@link CommandSpec}. */
public final class Arguments {
    private final CommandLine line;

    private Arguments(CommandLine line) {
        this.line = line;
    }

    /**
     * Parses a command line.
     *
     * @throws UsageException when an option is unknown, lacks its value or is given twice
     */
    public static Arguments parse(CommandSpec spec, String[] words) {
        Options options = new Options();
        options.addOption(Option.builder("h").longOpt("help").get());
        options.addOption(Option.builder("V").longOpt("version").get());
        spec.options().forEach(opt -> options.addOption(toOption(opt)));
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, withoutSynonyms(spec, words));
            refuseRepeated(spec, line);
            return new Arguments(line);
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(unknownOption(spec, e.getOption()), e);
        } catch (MissingArgumentException e) {
            throw new UsageException("option --" + e.getOption().getLongOpt() + " needs a value", e);
        } catch (ParseException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns whether {@code --help} is among the options. */
    public boolean wantsHelp() {
        return line.hasOption("help");
    }

    /** Returns whether {@code --version} is among the options. */
    public boolean wantsVersion() {
        return line.hasOption("version");
    }

    /**
     * Returns the operands; there must be {@code min} to {@code max}.
     *
     * @param what the name of the operands in the error, such as {@code a source}
     * @throws UsageException when there are fewer or more
     */
    public List<String> operands(int min, int max, String what) {
        List<String> operands = line.getArgList();
        if (operands.size() < min) {
            throw new UsageException("needs " + what);
        }
        if (operands.size() > max) {
            throw new UsageException("takes " + what + ", and '" + operands.get(max) + "' is one too many");
        }
        return operands;
    }

    /** Returns whether the option is given. */
    public boolean has(Opt opt) {
        return line.hasOption(opt.name());
    }

    /** Returns the value of an option, empty when it is not given. */
    public Optional<String> text(Opt opt) {
        return Optional.ofNullable(line.getOptionValue(opt.name()));
    }

    /**
     * Returns the value of an option that takes a file or a directory.
     *
     * @throws UsageException when it is empty, for example from an unset variable in a script
     */
    public Optional<Path> path(Opt opt) {
        return text(opt).map(text -> path(opt, text));
    }

    /** The same as {@link #path}, for an option that may be repeated. */
    public List<Path> paths(Opt opt) {
        return texts(opt).stream().map(text -> path(opt, text)).toList();
    }

    private static Path path(Opt opt, String text) {
        if (text.isEmpty()) {
            throw new UsageException("--" + opt.name() + " is empty: name a " + opt.argument());
        }
        return Path.of(text);
    }

    /**
     * Returns the value of an option, read by a parser; empty when the option is not given.
     *
     * @throws UsageException when the parser refuses the value; the message begins with the option's name
     */
    public <T> Optional<T> value(Opt opt, Function<String, T> parser) {
        return text(opt).map(text -> parsed(opt, text, parser));
    }

    /**
     * Returns all values of an option that may be given more than once, read by a parser, in their order.
     *
     * @throws UsageException as {@link #value}
     */
    public <T> List<T> values(Opt opt, Function<String, T> parser) {
        return texts(opt).stream().map(text -> parsed(opt, text, parser)).toList();
    }

    private static <T> T parsed(Opt opt, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (UsageException e) {
            throw new UsageException("--" + opt.name() + ": " + e.getMessage(), e);
        }
    }

    /** Returns the values of an option that may be given more than once, in their order. */
    public List<String> texts(Opt opt) {
        String[] values = line.getOptionValues(opt.name());
        return values == null ? List.of() : List.of(values);
    }

    /**
     * Returns the value of an option that takes a whole number.
     *
     * @throws UsageException when it is something else, or beyond an {@code int}
     */
    public Optional<Integer> integer(Opt opt) {
        return number(opt, Integer::valueOf, "a whole number");
    }

    /**
     * Returns the value of an option that takes a number.
     *
     * @throws UsageException when it is something else
     */
    public Optional<Double> decimal(Opt opt) {
        return number(opt, Double::valueOf, "a number");
    }

    private <T> Optional<T> number(Opt opt, Function<String, T> parser, String what) {
        return text(opt).map(text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new UsageException("--" + opt.name() + " takes " + what + ", not '" + text + "'", e);
            }
        });
    }

    private static Option toOption(Opt opt) {
        Option.Builder builder = opt.letter() == 0 ? Option.builder() : Option.builder(String.valueOf(opt.letter()));
        return builder.longOpt(opt.name()).hasArg(opt.takesValue()).get();
    }

    /** Replaces synonyms of options by their names. */
    private static String[] withoutSynonyms(CommandSpec spec, String[] words) {
        String[] result = words.clone();
        for (int i = 0; i < result.length && !result[i].equals("--"); i++) {
            String word = result[i];
            for (Opt opt : spec.options()) {
                String other = "--" + opt.synonym();
                if (!opt.synonym().isEmpty() && (word.equals(other) || word.startsWith(other + "="))) {
                    result[i] = "--" + opt.name() + word.substring(other.length());
                }
            }
        }
        return result;
    }

    private static void refuseRepeated(CommandSpec spec, CommandLine line) {
        for (Opt opt : spec.options()) {
            String[] values = line.getOptionValues(opt.name());
            if (!opt.repeatable() && values != null && values.length > 1) {
                throw new UsageException("option --" + opt.name() + " is given more than once");
            }
        }
    }

    private static String unknownOption(CommandSpec spec, String option) {
        List<String> known =
                spec.options().stream().map(opt -> "--" + opt.name()).toList();
        String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
        return "there is no option " + name
                + Nearest.to(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }
}
