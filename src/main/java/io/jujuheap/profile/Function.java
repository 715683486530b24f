// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapRoom;

/**
 * A function of the profiled program.
 *
 * @param name such as {@code main.(*Cache).Add}; empty when unknown
 * @param systemName the linker's name; Go writes the same as {@code name}
 * @param filename its source file; empty when unknown
 * @param startLine the line of its {@code func} keyword, 0 when unknown, as in Go's text profiles
 */
public record Function(String name, String systemName, String filename, long startLine) {
    private static final String ELIDED = "[...]";

    /** Copies of longer names are asked for: there may be hundreds, of 64 kB each. */
    private static final int LONG_NAME = 4 << 10;

    /** What a character of a name takes in its parts and in their sum. */
    private static final long COPY_BYTES = 4;

    public Function {
        requireNonNull(name, "name is null");
        requireNonNull(systemName, "systemName is null");
        requireNonNull(filename, "filename is null");
    }

    /**
     * Returns the name of a generic function without its type arguments, {@code main.Map[...]}, as most versions of Go write
     * it. Go 1.21.0 to 1.21.5 wrote them out, some of them wrong. Other names stay.
     */
    public static String withoutTypeArguments(String name) {
        int open = name.indexOf('[');
        int close = name.lastIndexOf(']');
        if (open < 0 || close < open) {
            return name;
        }
        if (name.length() >= LONG_NAME) {
            HeapRoom.require(COPY_BYTES * name.length());
        }
        return name.substring(0, open) + ELIDED + name.substring(close + 1);
    }

    /**
     * Returns the path of the package of a Go function, {@code github.com/juju/juju/state} of
     * {@code github.com/juju/juju/state.(*Pool).Get}. A name without a package, as C functions have, stays.
     */
    public static String packageOf(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '(' && name.charAt(end) != '[') {
            end++;
        }
        int dot = name.indexOf('.', name.lastIndexOf('/', end) + 1);
        return dot <= 0 || dot >= end ? name : name.substring(0, dot);
    }

    // Written out because the generated ones are linked at run time, which would cost a short command milliseconds.

    @Override
    public boolean equals(Object other) {
        return other instanceof Function that
                && name.equals(that.name)
                && systemName.equals(that.systemName)
                && filename.equals(that.filename)
                && startLine == that.startLine;
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        hash = 31 * hash + systemName.hashCode();
        hash = 31 * hash + filename.hashCode();
        return 31 * hash + Long.hashCode(startLine);
    }
}
