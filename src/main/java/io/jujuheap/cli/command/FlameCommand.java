// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.ProfilePage;
import io.jujuheap.report.ReportOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code flame}: flame graphs of all sample types as one HTML file. */
public final class FlameCommand implements Command {
    private static final Pattern PICTURE = Pattern.compile(".*\\.(svg|png|jpe?g|pdf)");
    private static final Opt OUTPUT = OutputFile.option("FILE.html");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "flame",
                "[BASE] TARGET",
                "a flame graph as one HTML file; with BASE, of the growth",
                "Writes one HTML file that needs no network: a flame graph with search and zoom for each sample type, and a table."
                        + " With BASE it is coloured by growth: red grew, blue shrank.",
                Opt.joined(List.of(OUTPUT), ReportArguments.FILTERS, SourceArguments.ALL),
                List.of(
                        new Example("juju-heap flame machine-0 -o heap.html", "of the agent on this machine"),
                        new Example(
                                "juju-heap flame heap_profile.01 heap_profile.02 -o growth.html",
                                "what grew from the first file to the second")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<String> sources = arguments.operands(1, 2, "a source, or two, BASE and TARGET");
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        if (PICTURE.matcher(output.name()).matches()) {
            throw new UsageException("a flame graph is an HTML page: name it with .html, not " + output.name());
        }
        ReportOptions options = ReportArguments.of(arguments);
        ProfileLoader loader = ProfileLoader.of(arguments, console);
        Optional<Profile> base = sources.size() > 1 ? Optional.of(loader.load(sources.get(0))) : Optional.empty();
        String name = sources.get(sources.size() - 1);
        Profile target = loader.load(name);
        base.ifPresent(earlier -> ProfileLoader.warnOfWrongOrder(earlier, target, "flame", console));
        String title = base.isPresent() ? name + " over " + sources.get(0) : name;
        output.write(ProfilePage.html(title, target, base, options), console);
        return OK;
    }
}
