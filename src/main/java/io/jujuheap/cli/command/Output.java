// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;

/**
 * Where a command that makes a file puts it.
 *
 * @param name a file, or {@code -} for standard output
 */
record Output(String name) {
    /** The option that names it; {@code argument} is what help calls the file. */
    static Opt option(String argument) {
        return Opt.value("output", argument, "where to write; - for standard output")
                .letter('o');
    }

    /**
     * What a command line names.
     *
     * @throws UsageException when it names nothing: bytes on a terminal are of no use to anybody
     */
    static Output of(Arguments arguments, Opt option) {
        return new Output(arguments
                .text(option)
                .filter(name -> !name.isEmpty())
                .orElseThrow(
                        () -> new UsageException("needs -o " + option.argument() + ", or -o - for standard output")));
    }

    void write(byte[] bytes, Console console) throws FailureException {
        if (name.equals("-")) {
            console.out().write(bytes, 0, bytes.length);
        } else {
            OutputFile.write(Path.of(name), bytes);
        }
    }
}
