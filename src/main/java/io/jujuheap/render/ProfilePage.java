// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Profile;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.ReportOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A profile, or its growth over another, as one HTML file with a flame graph of each sample type. */
public final class ProfilePage {
    private ProfilePage() {}

    /**
     * Returns the file of a profile about which no more is known than it tells itself.
     *
     * @param title its title, such as the names of the files
     * @param base the earlier profile; empty to show the target itself
     */
    public static byte[] html(String title, Profile target, Optional<Profile> base, ReportOptions options) {
        return html(title, about(target, base), target, base, options);
    }

    /**
     * Returns the file, UTF-8.
     *
     * @param about facts to list below the graph, by their names, in their order
     */
    public static byte[] html(
            String title, Map<String, String> about, Profile target, Optional<Profile> base, ReportOptions options) {
        return FlamePage.html(
                title, about, FlameGraph.ofEachSampleType(target, base, options, FlameGraphView.MAX_NODES));
    }

    private static Map<String, String> about(Profile target, Optional<Profile> base) {
        Map<String, String> facts = new LinkedHashMap<>();
        taken(target).ifPresent(time -> facts.put("Taken", time));
        base.flatMap(ProfilePage::taken).ifPresent(time -> facts.put("Base taken", time));
        facts.put("Samples", String.valueOf(target.samples().count()));
        facts.put(
                "Sampled every",
                target.info().period() + " " + target.info().periodType().unit());
        if (!target.mappings().isEmpty() && !target.mappings().get(0).filename().isEmpty()) {
            facts.put("Program", target.mappings().get(0).filename());
            facts.put("Build ID", target.mappings().get(0).buildId());
        }
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static Optional<String> taken(Profile profile) {
        long nanos = profile.info().timeNanos();
        return nanos == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(0, nanos).toString());
    }
}
