// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.source.Source;
import io.jujuheap.cli.source.SourceContext;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.codec.Reading;
import io.jujuheap.io.FailureException;
import io.jujuheap.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Fetches and parses profiles. On failure, the message names the source. */
final class ProfileLoader {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private final SourceContext context;

    private ProfileLoader(SourceContext context) {
        this.context = context;
    }

    /** Returns a loader with the options of the command line that requests the protobuf from agents. */
    static ProfileLoader of(Arguments arguments, Console console) throws FailureException {
        return new ProfileLoader(SourceArguments.of(arguments, console));
    }

    /** Returns the profile of a source; if a file has several, the last one, with a warning. */
    Profile load(String word) throws FailureException {
        Source source = Source.parse(word);
        Reading reading = readingOf(source, context);
        if (reading.profiles().size() > 1) {
            warn(
                    source,
                    "it holds " + reading.profiles().size()
                            + " profiles, of which the last is used: split it to see the others",
                    context.console());
        }
        return reading.last();
    }

    /** Fetches and parses all profiles of a source, and warns about skipped or missing parts. */
    static Reading readingOf(Source source, SourceContext context) throws FailureException {
        byte[] bytes = source.fetch(context);
        if (source.isAgent()) {
            return new Reading(List.of(read(bytes, source.name())), "");
        }
        try {
            Reading reading = READER.readFound(bytes);
            if (!reading.remark().isEmpty()) {
                warn(source, reading.remark(), context.console());
            }
            return reading;
        } catch (MalformedProfileException e) {
            throw failure(source.name(), e);
        }
    }

    /** Parses a complete profile from the source of that name. */
    static Profile read(byte[] bytes, String name) throws FailureException {
        try {
            return READER.read(bytes);
        } catch (MalformedProfileException e) {
            throw failure(name, e);
        }
    }

    private static FailureException failure(String name, MalformedProfileException e) {
        return new FailureException(name + ": " + e.getMessage(), e);
    }

    private static void warn(Source source, String sentence, Console console) {
        console.err().println("juju-heap: warning: " + source.name() + ": " + sentence);
    }

    List<Profile> loadAll(List<String> words) throws FailureException {
        List<Profile> profiles = new ArrayList<>(words.size());
        for (String word : words) {
            profiles.add(load(word));
        }
        return profiles;
    }

    /** Loads profiles in parallel, so that those of agents are of one moment; returns them by their names, in order. */
    Map<String, Profile> loadAtOnce(List<String> words) throws FailureException {
        ProfileLoader quiet = new ProfileLoader(context.inBackground(Duration.ZERO));
        Map<String, FutureTask<Profile>> loading = new LinkedHashMap<>();
        for (String word : words) {
            FutureTask<Profile> task = new FutureTask<>(() -> quiet.load(word));
            loading.put(word, task);
            new Thread(task, "juju-heap-load").start();
        }
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (Map.Entry<String, FutureTask<Profile>> task : loading.entrySet()) {
            profiles.put(task.getKey(), loaded(task.getValue()));
        }
        return profiles;
    }

    private static Profile loaded(FutureTask<Profile> task) throws FailureException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for an agent", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Warns when two profiles seem to be in the wrong order. */
    static void warnOfWrongOrder(Profile base, Profile target, String command, Console console) {
        long baseNanos = base.info().timeNanos();
        long targetNanos = target.info().timeNanos();
        if (baseNanos != 0 && targetNanos != 0 && baseNanos > targetNanos) {
            console.err()
                    .println("juju-heap " + command
                            + ": BASE was taken after TARGET, so growth shows as shrinkage; swap them?");
        }
    }
}
