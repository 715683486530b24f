// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.CommandSpec.Example;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.source.NamedSources;
import io.jujuheap.cli.source.NamedSources.NamedSource;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.cli.watch.Condition;
import io.jujuheap.cli.watch.EndSignal;
import io.jujuheap.cli.watch.Watch;
import io.jujuheap.cli.watch.WatchFace;
import io.jujuheap.cli.watch.WatchLines;
import io.jujuheap.cli.watch.WatchPlan;
import io.jujuheap.cli.watch.WatchScreen;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.HeapTrim;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.Scheduler;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import io.jujuheap.render.PrintableReport;
import io.jujuheap.render.WatchView;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code watch}: takes profiles of agents at an interval, stores them, and ends with the verdicts. */
public final class WatchCommand implements Command {
    private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(30);

    private static final Opt EVERY =
            Opt.value("every", "DURATION", "from one profile of an agent to the next; default 5m");
    private static final Opt FOR = Opt.value("for", "DURATION", "how long to watch; default: until Ctrl-C");
    private static final Opt OUTPUT = Opt.value(
                    "output", "DIR", "the store to keep profiles in; goes on with one that is there")
            .letter('o');
    private static final Opt WHEN = Opt.value(
                    "when",
                    "CONDITION",
                    "capture at once, with goroutines: resident>2GB, goroutines>5000, growth>50MB/h or restart")
            .anyNumber();

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "watch",
                "AGENT…",
                "take profiles of agents at an interval, and end with the verdicts",
                "Asks up to ten agents for their heap profile and their metrics at an interval, keeps the profiles in a"
                        + " store as a sidecar does, and shows how the agents stand. Ctrl-C ends it with a comparison of the"
                        + " agents and the verdicts. An agent that is away is asked again later. AGENT is an agent on this"
                        + " machine, unix:PATH, juju:TARGET, or a URL; TAG=AGENT names it where it does not tell its tag.",
                Opt.joined(
                        List.of(OUTPUT, EVERY, FOR, WHEN, LeaksCommand.FAIL_ON_LEAK, ReportOutput.FORMAT),
                        SourceArguments.CONNECTIONS),
                List.of(
                        new Example(
                                "juju-heap watch juju:0 juju:1 juju:2 -m controller -o ha --for 8h",
                                "the controllers of an HA set, over night"),
                        new Example(
                                "juju-heap watch juju:0 -m controller -o ha --when 'resident>2GB' --when restart",
                                "with goroutines when it becomes large, and when it restarts"),
                        new Example("juju-heap leaks ha --agent machine-1", "the verdicts on one of them, later")));
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        List<NamedSource> sources = NamedSources.of(arguments.operands(1, Integer.MAX_VALUE, "an agent to watch"));
        Path directory = arguments
                .path(OUTPUT)
                .orElseThrow(() -> new UsageException("needs -o DIR, the store to keep profiles in"));
        Duration every = interval(arguments);
        Duration probe = every.dividedBy(2).compareTo(LONGEST_PROBE) < 0 ? every.dividedBy(2) : LONGEST_PROBE;
        WatchPlan plan =
                new WatchPlan(arguments.value(FOR, Durations::parse), arguments.values(WHEN, Condition::parse), probe);
        ReportOutput output = ReportOutput.of(arguments).toConsole();
        SourceContext context = SourceArguments.of(arguments, console).inBackground(every);
        WatchFace face = face(output, console, directory, every);
        return EndSignal.during(end -> {
            WatchView result = watch(sources, directory, every, plan, context, face, end);
            console.out().println();
            output.write(PrintableReport.of(result), console);
            console.out().flush();
            return arguments.has(LeaksCommand.FAIL_ON_LEAK) && result.leaks() ? LEAK_FOUND : OK;
        });
    }

    private static Duration interval(Arguments arguments) {
        Duration every = arguments.value(EVERY, Durations::parse).orElse(USUAL_INTERVAL);
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new UsageException("--every must be from 1s to 1d");
        }
        return every;
    }

    /** With JSON, standard output is for the result alone. */
    private static WatchFace face(ReportOutput output, Console console, Path directory, Duration every) {
        int columns = console.style().columns();
        boolean isDumb = console.environment().getOrDefault("TERM", "dumb").equals("dumb");
        if (output.isJson()) {
            return new WatchLines(console.err());
        }
        return columns == 0 || isDumb
                ? new WatchLines(console.out())
                : new WatchScreen(
                        console.out(),
                        columns,
                        "every " + Durations.text(every) + " into " + directory + " · Ctrl-C ends with the verdicts");
    }

    private static WatchView watch(
            List<NamedSource> sources,
            Path directory,
            Duration every,
            WatchPlan plan,
            SourceContext context,
            WatchFace face,
            CountDownLatch end)
            throws FailureException {
        CollectSettings usual = CollectSettings.DEFAULT;
        CollectSettings settings = new CollectSettings(every, usual.timeout(), usual.profileBytes());
        try (ProfileStores stores = ProfileStores.open(directory, Retention.DEFAULT, settings);
                Scheduler scheduler = new Scheduler();
                Collector collector =
                        Collector.of(settings, NamedSources.located(sources, context), stores, scheduler)) {
            Watch watch = new Watch(collector, plan, face);
            Logging.forward(watch::tell);
            stores.warnings().forEach(watch::tell);
            scheduler.every(Duration.ofSeconds(1), HeapTrim.ofWatch());
            collector.start();
            watch.follow(end);
            return watch.end();
        } catch (StoreException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FailureException("cannot close the store in " + directory + ": " + e.getMessage(), e);
        }
    }
}
