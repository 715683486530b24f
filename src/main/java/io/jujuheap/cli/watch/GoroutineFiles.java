// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import static java.util.Objects.requireNonNull;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.cli.source.AgentAnswers;
import io.jujuheap.cli.source.NamedSources.NamedSource;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.io.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps profiles of goroutines as files in a folder of the store, such as
 * {@code goroutines/machine-0-20261122T160211Z.pb.gz}, which the commands and pprof open.
 */
public final class GoroutineFiles implements Watch.GoroutineKeeper {
    private final Path folder;
    private final Map<AgentTag, NamedSource> sources;
    private final SourceContext context;

    /** @param store the directory of the store, which leaves other files alone */
    public GoroutineFiles(Path store, List<NamedSource> sources, SourceContext context) {
        this.folder = store.resolve("goroutines");
        this.sources = sources.stream().collect(Collectors.toMap(NamedSource::tag, Function.identity()));
        this.context = context;
    }

    @Override
    public Path capture(AgentTag tag, Instant now) throws FailureException {
        NamedSource source = requireNonNull(sources.get(tag));
        AgentAnswers answers = source.source().ask(List.of(AgentQuery.GOROUTINES), context);
        byte[] profile = answers.answer(AgentQuery.GOROUTINES)
                .orElseThrow(() -> new FailureException(answers.problem(AgentQuery.GOROUTINES)));
        Path file = folder.resolve(tag + "-" + WatchLines.time(now).replaceAll("[-:]", "") + ".pb.gz");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FailureException("cannot make " + folder + ": " + FileErrors.reason(e, folder), e);
        }
        OutputFile.write(file, profile);
        return file;
    }
}
