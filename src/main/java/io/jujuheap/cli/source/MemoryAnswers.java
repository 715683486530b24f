// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.memory.MetricsText;
import java.util.Optional;

/**
 * The answers of a source from which the parts of a process's memory are computed. A source that is not an agent has
 * only the main one.
 */
public final class MemoryAnswers {
    private final byte[] main;
    private final Optional<MetricsText> metrics;
    private final String status;

    private MemoryAnswers(byte[] main, Optional<MetricsText> metrics, String status) {
        this.main = main;
        this.metrics = metrics;
        this.status = status;
    }

    static MemoryAnswers of(byte[] main) {
        return new MemoryAnswers(main, Optional.empty(), "");
    }

    static MemoryAnswers ofAgent(byte[] heap, byte[] metrics, String status) {
        return new MemoryAnswers(heap, Optional.of(MetricsText.of(metrics)), status);
    }

    /** Returns a heap profile or a sidecar's JSON. The caller must not change it. */
    public byte[] main() {
        return main;
    }

    /** Returns the page of the process's own metrics; empty when no live process answered. */
    public Optional<MetricsText> metrics() {
        return metrics;
    }

    /** Returns the text of the process's {@code /proc/PID/status}, empty when it is not available. */
    public String status() {
        return status;
    }

    /** Returns whether the main answer is JSON, by its first byte. */
    public boolean areJson() {
        return main.length > 0 && main[0] == '{';
    }
}
