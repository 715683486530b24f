// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

/** Names of functions as Go writes them. */
public final class GoNames {
    private static final String ELIDED = "[...]";

    private GoNames() {}

    /**
     * The name of a generic function without its type arguments, {@code main.Map[...]}, as most versions of Go write it;
     * Go 1.21.0 to 1.21.5 wrote them out, some of them wrong. Other names stay.
     */
    public static String withoutTypeArguments(String name) {
        int open = name.indexOf('[');
        int close = name.lastIndexOf(']');
        return open < 0 || close < open ? name : name.substring(0, open) + ELIDED + name.substring(close + 1);
    }
}
