// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary profiles: everything the model can hold, in sizes that a person can still look at. */
final class AnyProfile {
    private static final String[] STRINGS = {
        "",
        "a",
        "main.(*Cache).Add",
        "inuse_space",
        "bytes",
        "Ünïcödé",
        "\uD83D\uDE00",
        "with space",
        "line\nend",
        "<b>&\"'",
        "\u0000\u001b[31m",
        "main.T[go.shape.struct { a int; b string }]",
        "/src/main.go",
        "x".repeat(300)
    };

    private final Random random;

    private AnyProfile(long seed) {
        this.random = new Random(seed);
    }

    static Arbitrary<Profile> arbitrary() {
        return Arbitraries.longs().map(seed -> new AnyProfile(seed).profile());
    }

    private Profile profile() {
        ProfileInfo info = info();
        List<Mapping> mappings = several(4, this::mapping);
        List<Function> functions = several(6, this::function);
        List<Location> locations = several(12, () -> location(mappings, functions));
        return new Profile(info, mappings, locations, samples(info.sampleTypes().size(), locations.size()));
    }

    private ProfileInfo info() {
        List<SampleType> types = several(4, this::sampleType);
        types.add(sampleType());
        SampleType periodType = flag() ? SampleType.NONE : sampleType();
        return new ProfileInfo(
                types,
                string(),
                periodType,
                number(),
                number(),
                number(),
                string(),
                string(),
                several(3, this::string),
                string(),
                flag() ? null : memStats());
    }

    private MemStats memStats() {
        Map<String, MemStats.Value> values = new LinkedHashMap<>();
        values.put("Alloc", new MemStats.Int(number()));
        values.put("GCCPUFraction", new MemStats.Decimal(random.nextDouble() * 1e-5));
        values.put("Stack", new MemStats.Pair(random.nextInt(1 << 30), random.nextInt(1 << 30)));
        values.put("PauseNs", new MemStats.Series(several(5, () -> (long) random.nextInt(1 << 30))));
        values.put("DebugGC", new MemStats.Bool(flag()));
        values.put("GOGC", new MemStats.Text("off"));
        return new MemStats(values);
    }

    private Mapping mapping() {
        return new Mapping(number(), number(), number(), string(), string(), flag(), flag(), flag(), flag());
    }

    private Function function() {
        return new Function(string(), string(), string(), number());
    }

    private Location location(List<Mapping> mappings, List<Function> functions) {
        Mapping mapping = mappings.isEmpty() || flag() ? Mapping.NONE : oneOf(mappings);
        List<Line> lines =
                functions.isEmpty() ? List.of() : several(3, () -> new Line(oneOf(functions), number(), number()));
        return new Location(mapping, number(), lines, flag());
    }

    private Samples samples(int valuesPerSample, int locations) {
        Samples.Builder samples = new Samples.Builder(valuesPerSample, 0, 0);
        for (int count = random.nextInt(20); count > 0; count--) {
            for (int depth = locations == 0 ? 0 : random.nextInt(12); depth > 0; depth--) {
                samples.location(random.nextInt(locations));
            }
            for (int type = 0; type < valuesPerSample; type++) {
                samples.value(type, number());
            }
            samples.end(samples.labelSet(several(3, this::label)));
        }
        return samples.build();
    }

    private Label label() {
        return flag()
                ? new Label(string(), "text " + string(), 0, "")
                : new Label(string(), "", 1 + random.nextInt(4096), flag() ? "" : string());
    }

    private SampleType sampleType() {
        return new SampleType(string(), string());
    }

    private String string() {
        return STRINGS[random.nextInt(STRINGS.length)];
    }

    /** Mostly of every length in bits; the ends of the range often enough. */
    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            case 3 -> -1;
            default -> random.nextLong() >>> random.nextInt(Long.SIZE);
        };
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> List<T> several(int most, java.util.function.Supplier<T> maker) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            list.add(maker.get());
        }
        return list;
    }
}
