// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text formats in which metrics are served. */
public enum Exposition {
    /** Prometheus text 0.0.4, which every scraper reads. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0.0, for scrapers that ask for it. */
    OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private static final int MAX_ACCEPT = 2048;
    private static final int MAX_RANGES = 32;
    private static final int MAX_PARAMETERS = 16;

    private final String contentType;

    Exposition(String contentType) {
        this.contentType = contentType;
    }

    /** Returns the {@code Content-Type} of an answer in this format. */
    public String contentType() {
        return contentType;
    }

    /**
     * Returns the format for an {@code Accept} header: the one with the highest weight, {@link #TEXT} when none is
     * known or the header is malformed. The answer contains no part of the header.
     */
    public static Exposition accepted(String accept) {
        if (accept.length() > MAX_ACCEPT) {
            return TEXT;
        }
        Exposition best = TEXT;
        double weight = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", MAX_RANGES)) {
            String[] parts = range.trim().split("\\s*;\\s*", MAX_PARAMETERS);
            Exposition known = known(parts);
            double q = weight(parts);
            if (known != null && q > weight) {
                best = known;
                weight = q;
            }
        }
        return best;
    }

    private static @Nullable Exposition known(String[] range) {
        return switch (range[0]) {
            case "application/openmetrics-text" -> isOpenMetrics1(parameter(range, "version")) ? OPENMETRICS : null;
            case "text/plain", "text/*", "*/*" -> TEXT;
            default -> null;
        };
    }

    private static boolean isOpenMetrics1(String version) {
        return version.isEmpty() || version.equals("1.0.0");
    }

    private static double weight(String[] range) {
        String q = parameter(range, "q");
        try {
            return q.isEmpty() ? 1 : Double.parseDouble(q);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String parameter(String[] range, String name) {
        for (int i = 1; i < range.length; i++) {
            if (range[i].startsWith(name + "=")) {
                return range[i].substring(name.length() + 1);
            }
        }
        return "";
    }
}
