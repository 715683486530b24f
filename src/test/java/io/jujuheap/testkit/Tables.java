// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import io.jujuheap.render.TextRenderer;
import io.jujuheap.render.TextStyle;

/** Writes tables as {@code go tool pprof} does on this machine. */
public final class Tables {
    /** With times in the zone of this machine. */
    public static final TextRenderer HERE = TextRenderer.of(TextStyle.PLAIN, System.getenv("TZ") != null);

    private Tables() {}
}
