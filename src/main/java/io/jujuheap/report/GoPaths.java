// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.util.ArrayList;
import java.util.List;

/** Slash-separated paths as Go's {@code path/filepath} handles them. */
final class GoPaths {
    private GoPaths() {}

    /** Returns the shortest equivalent path: no {@code .}, no {@code ..} after a name, no doubled or final slash. */
    static String clean(String path) {
        return isClean(path) ? path : rebuilt(path);
    }

    /** The last element of a path; {@code .} for an empty path and {@code /} for slashes only. */
    static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    /** Returns whether a path is certainly clean, as all paths by a Go compiler are. */
    private static boolean isClean(String path) {
        return !path.isEmpty()
                && path.charAt(0) != '.'
                && path.charAt(path.length() - 1) != '/'
                && !path.contains("//")
                && !path.contains("/.");
    }

    private static String rebuilt(String path) {
        boolean rooted = path.startsWith("/");
        List<String> names = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            step(names, path.substring(start, end), rooted);
            start = end + 1;
        }
        String joined = String.join("/", names);
        if (rooted) {
            return "/".concat(joined);
        }
        return joined.isEmpty() ? "." : joined;
    }

    private static void step(List<String> names, String name, boolean rooted) {
        if (name.isEmpty() || name.equals(".")) {
            return;
        }
        boolean up = name.equals("..");
        boolean canGoUp = !names.isEmpty() && !names.get(names.size() - 1).equals("..");
        if (up && canGoUp) {
            names.remove(names.size() - 1);
        } else if (!up || !rooted) {
            names.add(name);
        }
    }
}
