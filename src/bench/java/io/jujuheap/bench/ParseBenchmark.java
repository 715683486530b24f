// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads a profile into the full, validated model. The time of one reading is sampled, so that its median can be compared
 * with that of {@code src/test/go/parsebench} on the same bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class ParseBenchmark {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    /** The file; {@link ParseBench} sets it. */
    @Param("")
    String profile = "";

    private byte[] bytes = {};

    @Setup(Level.Trial)
    public void load() throws IOException {
        bytes = Files.readAllBytes(Path.of(profile));
    }

    @Benchmark
    public Profile read() throws MalformedProfileException {
        return READER.read(bytes);
    }
}
