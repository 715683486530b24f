// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.codec.FoldedWriter;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.codec.RawText;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.Json;
import io.jujuheap.render.ProfileView;
import io.jujuheap.report.SampleIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code convert}: converts a profile to another format, usually Go's text to a protobuf with symbols for pprof. */
public final class ConvertCommand implements Command {
    private static final List<String> FORMATS = List.of("pb.gz", "pb", "folded", "json", "text");
    private static final Opt OUTPUT = OutputFile.option("FILE");
    private static final Opt FORMAT = Opt.value(
                    "format", "FORMAT", "pb.gz, pb, folded, json or text; default: by the ending of FILE, else pb.gz")
            .oneOf(FORMATS)
            .orNamed("to");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "convert",
                "SOURCE",
                "the profile in another format: symbolised protobuf, folded stacks, JSON, text",
                "Writes the profile in another format. From the text that juju_heap_profile saves it makes a protobuf that go"
                        + " tool pprof opens with functions, files and lines, without the binary. The text is that of go tool pprof"
                        + " -raw.",
                Opt.joined(List.of(OUTPUT, FORMAT, ReportArguments.SAMPLE_INDEX), SourceArguments.ALL),
                List.of(
                        new Example(
                                "juju-heap convert heap_profile.01 -o heap.pb.gz",
                                "then: go tool pprof -http :0 heap.pb.gz"),
                        new Example("juju-heap convert machine-0 -o stacks.folded", "for other flame graph tools")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        String source = arguments.operands(1, 1, "one source").get(0);
        OutputFile output = OutputFile.of(arguments, OUTPUT);
        String format = arguments.text(FORMAT).orElseGet(() -> formatOf(output.name()));
        ProfileLoader loader = ProfileLoader.of(arguments, console);
        output.write(converted(loader.load(source), format, arguments), console);
        return OK;
    }

    private static byte[] converted(Profile profile, String format, Arguments arguments) {
        return switch (format) {
            case "pb.gz" -> ProfileWriter.gzippedProtobuf(profile);
            case "pb" -> ProfileWriter.protobuf(profile);
            case "folded" -> {
                String type = arguments.text(ReportArguments.SAMPLE_INDEX).orElse("");
                yield FoldedWriter.folded(profile, SampleIndex.of(profile, type))
                        .getBytes(StandardCharsets.UTF_8);
            }
            case "json" -> Json.line(ProfileView.of(profile));
            case "text" -> RawText.of(profile).getBytes(StandardCharsets.UTF_8);
            default ->
                throw new UsageException("there is no format '" + format + "': choose " + String.join(", ", FORMATS));
        };
    }

    private static String formatOf(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return ending.equals("txt") ? "text" : FORMATS.contains(ending) ? ending : "pb.gz";
    }
}
