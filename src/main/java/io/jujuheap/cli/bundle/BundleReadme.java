// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import io.jujuheap.cli.bundle.AgentFiles.BundleFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** README.txt of a bundle: what each file is, and how to open it without this program. */
final class BundleReadme {
    private static final int NAME_COLUMNS = 48;

    private BundleReadme() {}

    static String text(List<AgentFiles> agents, Instant now, String version, boolean isRedacted) {
        StringBuilder text = new StringBuilder();
        text.append("Memory of ")
                .append(agents.size() == 1 ? "a Juju agent" : agents.size() + " Juju agents")
                .append(", gathered at ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append(" by juju-heap ")
                .append(version)
                .append(".\n\n");
        if (isRedacted) {
            text.append(
                    """
                    Names of models and units, and addresses, were replaced by placeholders such as name1, address1 and
                    uuid1: the same name by the same placeholder everywhere. Profiles hold no such names.

                    """);
        }
        text.append(
                """
                How to open the files
                  *.html          in a browser; no network is needed
                  *.pb.gz         go tool pprof -top machine-0/heap.pb.gz
                  growth          go tool pprof -top -base OLDER.pb.gz NEWER.pb.gz
                  *.txt, *.json   with any editor
                With juju-heap: juju-heap top FILE.zip:machine-0, juju-heap leaks FILE.zip --agent machine-0
                """);
        agents.forEach(files -> append(text, files));
        return text.toString();
    }

    private static void append(StringBuilder text, AgentFiles files) {
        text.append('\n').append(files.agent()).append(" (").append(files.source());
        files.versions().forEach(version -> text.append(", ").append(version));
        text.append(")\n");
        for (BundleFile file : files.files()) {
            if (!file.name().contains("/")) {
                row(text, files.agent() + "/" + file.name(), file.about());
            }
        }
        series(text, files, AgentFiles.HEAPS, "heap profiles");
        series(text, files, AgentFiles.GOROUTINES, "profiles of the goroutines");
        if (!files.missing().isEmpty()) {
            text.append("  Could not be had:\n");
            files.missing()
                    .forEach(sentence -> text.append("    ").append(sentence).append('\n'));
        }
    }

    private static void series(StringBuilder text, AgentFiles files, String folder, String profiles) {
        long count = files.files().stream()
                .filter(file -> file.name().startsWith(folder))
                .count();
        if (count > 0) {
            row(
                    text,
                    files.agent() + "/" + folder,
                    count + " " + profiles + " over time, named by when they were taken, in UTC");
        }
    }

    private static void row(StringBuilder text, String name, String about) {
        text.append("  ")
                .append(name)
                .append(" ".repeat(Math.max(1, NAME_COLUMNS - name.length())))
                .append(about)
                .append('\n');
    }
}
